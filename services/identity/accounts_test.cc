#include "common/values/uuid.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

using Stub = v1::AccountService::Stub;

class AccountTest : public IdentityServiceTest {
 protected:
  absl::StatusOr<v1::UpdateMyProfileResponse> Update(const testing::Person& person,
                                                     const v1::UpdateMyProfileRequest& request) {
    return testing::Ask(harness, person, *accounts, &Stub::UpdateMyProfile, request);
  }
  v1::Account Mine(const testing::Person& person) {
    return testing::Ask(harness, person, *accounts, &Stub::GetMyAccount, v1::GetMyAccountRequest())
        ->account();
  }
};

TEST_F(AccountTest, SignUpKeepsTheConsentWithItsVersionAndTime) {
  const auto notice = With("", *accounts, &Stub::GetPrivacyNotice, v1::GetPrivacyNoticeRequest());
  ASSERT_TRUE(notice.ok());
  EXPECT_NE(notice->text_ko().find("개인정보"), std::string::npos);

  auto form = SignUpForm("HanBit", common::v1::ROLE_SITE_OPERATOR);
  form.set_accepted_privacy_notice_version(notice->version());
  const auto made = SignUp(form);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->account().login(), "hanbit");
  EXPECT_EQ(made->account().state(), v1::ACCOUNT_STATE_ACTIVE);
  EXPECT_EQ(made->account().consent().notice_version(), "1");
  EXPECT_EQ(made->account().consent().accepted_at().seconds(),
            absl::ToUnixSeconds(harness.clock().Now()));
  const testing::Person person{made->account().account_id(), common::v1::ROLE_SITE_OPERATOR};
  EXPECT_EQ(Mine(person).ShortDebugString(), made->account().ShortDebugString());
}

TEST_F(AccountTest, SignUpNamesEverythingThatIsWrongAtOnce) {
  auto form = SignUpForm("h!", common::v1::ROLE_LOCAL_OFFICER);
  form.set_password("short");
  form.clear_accepted_privacy_notice_version();
  form.mutable_profile()->clear_contact_name();
  form.mutable_profile()->set_phone("none");
  EXPECT_EQ(Violations(SignUp(form).status()),
            "login FORMAT, password TOO_WEAK, role NOT_ALLOWED, profile.contact_name REQUIRED, "
            "profile.phone FORMAT, accepted_privacy_notice_version REQUIRED");
}

TEST_F(AccountTest, OnlyFirmsAndAgentsSignUp) {
  for (int role = 0; role <= 12; ++role) {
    const auto made =
        SignUp(SignUpForm("login" + std::to_string(role), static_cast<common::v1::Role>(role)));
    const bool may = role == common::v1::ROLE_SITE_OPERATOR ||
                     role == common::v1::ROLE_MEASUREMENT_AGENT ||
                     role == common::v1::ROLE_ORGANISATION;
    EXPECT_EQ(made.ok(), may) << role << " " << made.status();
  }
}

TEST_F(AccountTest, ALoginIsTakenOnce) {
  MakeAccount("hanbit");
  const auto again = SignUp(SignUpForm("HANBIT", common::v1::ROLE_ORGANISATION));
  EXPECT_EQ(again.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ErrorReason(again.status()), "LOGIN_TAKEN");
}

TEST_F(AccountTest, AnotherNoticeThanTheOneInForceIsNoConsent) {
  auto form = SignUpForm("hanbit", common::v1::ROLE_SITE_OPERATOR);
  form.set_accepted_privacy_notice_version("0");
  EXPECT_EQ(ErrorReason(SignUp(form).status()), "PRIVACY_NOTICE_OUTDATED");
}

TEST_F(AccountTest, OnlyAnAdministratorMakesLooksAtAndLocksAccounts) {
  const testing::Person others[] = {MakeAccount("hanbit"),
                                    MakeAccount("officer1", common::v1::ROLE_LOCAL_OFFICER),
                                    MakeAccount("auditor1", common::v1::ROLE_AUDITOR)};
  v1::GetAccountRequest get;
  get.set_account_id(admin.account_id);
  v1::LockAccountRequest lock;
  lock.set_account_id(admin.account_id);
  lock.set_reason("장난");
  for (const testing::Person& person : others) {
    const absl::Status refusals[] = {
        testing::Ask(harness, person, *accounts, &Stub::CreateAccount, v1::CreateAccountRequest())
            .status(),
        testing::Ask(harness, person, *accounts, &Stub::GetAccount, get).status(),
        testing::Ask(harness, person, *accounts, &Stub::ListAccounts, v1::ListAccountsRequest())
            .status(),
        testing::Ask(harness, person, *accounts, &Stub::LockAccount, lock).status()};
    for (const absl::Status& refusal : refusals) {
      EXPECT_EQ(refusal.code(), absl::StatusCode::kPermissionDenied) << person.role;
    }
  }
}

TEST_F(AccountTest, CreatedAccountsNeedOnlyTheirOrganisation) {
  v1::CreateAccountRequest request;
  request.set_login("reviewer");
  request.set_initial_password(kPassword);
  request.set_role(common::v1::ROLE_PARTNER_SYSTEM);
  EXPECT_EQ(
      Violations(testing::Ask(harness, admin, *accounts, &Stub::CreateAccount, request).status()),
      "role NOT_ALLOWED, profile.organisation_name REQUIRED");
  request.set_role(common::v1::ROLE_NICS_REVIEWER);
  request.mutable_profile()->set_organisation_name("화학물질안전원");
  const auto made = testing::Ask(harness, admin, *accounts, &Stub::CreateAccount, request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_FALSE(made->account().has_consent());
  EXPECT_TRUE(made->account().password_change_due());
}

TEST_F(AccountTest, AnOfficerEditsHisFactsAfterConsent) {
  const testing::Person officer = MakeAccount("officer1", common::v1::ROLE_LOCAL_OFFICER);
  v1::UpdateMyProfileRequest request;
  request.mutable_profile()->set_organisation_name("인천광역시 서구");
  request.mutable_profile()->set_department("환경보전과");
  request.mutable_profile()->set_contact_name("김담당");
  request.mutable_profile()->set_phone("032)560-7316");
  request.set_etag(Mine(officer).etag());
  EXPECT_EQ(ErrorReason(Update(officer, request).status()), "PRIVACY_CONSENT_REQUIRED");
  request.set_accepted_privacy_notice_version("0");
  EXPECT_EQ(ErrorReason(Update(officer, request).status()), "PRIVACY_NOTICE_OUTDATED");

  request.set_accepted_privacy_notice_version("1");
  request.set_request_id(NewUuidV7(harness.clock().Now()));
  const auto updated = Update(officer, request);
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->account().profile().department(), "환경보전과");
  EXPECT_EQ(updated->account().consent().notice_version(), "1");
  EXPECT_EQ(Update(officer, request)->ShortDebugString(), updated->ShortDebugString())
      << "the same request_id answers the same";
  EXPECT_EQ(Stored("SELECT count(*) FROM account_history WHERE account_id = '" +
                   officer.account_id + "'"),
            "1");
  EXPECT_EQ(Stored("SELECT count(*) FROM privacy_consent WHERE account_id = '" +
                   officer.account_id + "'"),
            "1");

  // Part of it, by mask; the consent holds.
  v1::UpdateMyProfileRequest part;
  part.mutable_profile()->set_department("기후대기과");
  part.mutable_update_mask()->add_paths("department");
  part.set_etag(updated->account().etag());
  const auto again = Update(officer, part);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->account().profile().department(), "기후대기과");
  EXPECT_EQ(again->account().profile().contact_name(), "김담당");

  EXPECT_EQ(Update(officer, part).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ErrorReason(Update(officer, part).status()), "ETAG_MISMATCH");
  part.set_etag(again->account().etag());
  part.mutable_update_mask()->add_paths("role");
  EXPECT_EQ(Violations(Update(officer, part).status()), "update_mask UNKNOWN_FIELD");
  EXPECT_EQ(Violations(Update(officer, v1::UpdateMyProfileRequest()).status()).substr(0, 30),
            "profile REQUIRED, etag REQUIRE");
}

TEST_F(AccountTest, AChangedPasswordEndsEverySignIn) {
  const testing::Person person = MakeAccount("hanbit");
  const auto before = SignIn("hanbit", kPassword);
  v1::ChangePasswordRequest request;
  request.set_current_password(kPassword);
  request.set_new_password(kPassword);
  const auto change = [&] {
    return testing::Ask(harness, person, *accounts, &Stub::ChangePassword, request).status();
  };
  EXPECT_EQ(Violations(change()), "new_password SAME_AS_BEFORE");
  request.set_new_password("hanbit-2026!");
  EXPECT_EQ(Violations(change()), "new_password HOLDS_LOGIN");
  request.set_new_password("Even-cleaner 2027");
  EXPECT_TRUE(change().ok());
  EXPECT_EQ(ErrorReason(SignIn("hanbit", kPassword).status()), "SIGN_IN_FAILED");
  EXPECT_TRUE(SignIn("hanbit", "Even-cleaner 2027").ok());
  EXPECT_FALSE(Refresh(before->tokens().refresh_token()).ok());
}

TEST_F(AccountTest, GuessingTheCurrentPasswordLocksTheLogin) {
  const testing::Person person = MakeAccount("hanbit");
  v1::ChangePasswordRequest request;
  request.set_current_password("guess");
  request.set_new_password("Even-cleaner 2027");
  const auto change = [&] {
    return ErrorReason(
        testing::Ask(harness, person, *accounts, &Stub::ChangePassword, request).status());
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(change(), "CURRENT_PASSWORD_WRONG");
  EXPECT_EQ(change(), "SIGN_IN_LOCKED");
  EXPECT_EQ(ErrorReason(SignIn("hanbit", kPassword).status()), "SIGN_IN_LOCKED");
}

TEST_F(AccountTest, ListsAreMaskedAndPaged) {
  for (const char* login : {"site1", "site2", "site3", "other"}) MakeAccount(login);
  v1::ListAccountsRequest request;
  request.set_role(common::v1::ROLE_SITE_OPERATOR);
  request.set_login_prefix("SITE");
  request.set_page_size(2);
  const auto page = testing::Ask(harness, admin, *accounts, &Stub::ListAccounts, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->accounts_size(), 2);
  EXPECT_EQ(page->total_size(), 3);
  EXPECT_EQ(page->accounts(0).login(), "site1");
  EXPECT_EQ(page->accounts(0).profile().contact_name(), "홍*동");
  EXPECT_EQ(page->accounts(0).profile().phone(), "010-****-**78");
  EXPECT_EQ(page->accounts(0).profile().email(), "gi*****@example.kr");
  request.set_page_token(page->next_page_token());
  const auto rest = testing::Ask(harness, admin, *accounts, &Stub::ListAccounts, request);
  ASSERT_TRUE(rest.ok()) << rest.status();
  ASSERT_EQ(rest->accounts_size(), 1);
  EXPECT_EQ(rest->accounts(0).login(), "site3");
  EXPECT_TRUE(rest->next_page_token().empty());
  request.set_login_prefix("other");
  EXPECT_EQ(testing::Ask(harness, admin, *accounts, &Stub::ListAccounts, request).status().code(),
            absl::StatusCode::kInvalidArgument)
      << "a token goes on only in its own list";
  EXPECT_EQ(Stored("SELECT count(*) FROM look_row"), "2");
}

TEST_F(AccountTest, ALookAtAnAccountIsKept) {
  const testing::Person person = MakeAccount("hanbit");
  v1::GetAccountRequest request;
  request.set_account_id(person.account_id);
  const auto account = testing::Ask(harness, admin, *accounts, &Stub::GetAccount, request);
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_EQ(account->account().profile().contact_name(), "홍길동");
  EXPECT_EQ(Stored("SELECT subject FROM look_row WHERE stream_id = '" + admin.account_id + "'"),
            "account " + person.account_id);
  for (const std::string& id : {NewUuidV7(harness.clock().Now()), std::string("no-id")}) {
    request.set_account_id(id);
    EXPECT_EQ(testing::Ask(harness, admin, *accounts, &Stub::GetAccount, request).status().code(),
              absl::StatusCode::kNotFound);
  }
}

TEST_F(AccountTest, LockingTwiceChangesNothingAndNeedsAReason) {
  const testing::Person person = MakeAccount("hanbit");
  const auto locked = Lock(person.account_id);
  ASSERT_TRUE(locked.ok()) << locked.status();
  EXPECT_EQ(locked->account().state(), v1::ACCOUNT_STATE_LOCKED);
  EXPECT_EQ(Lock(person.account_id)->account().etag(), locked->account().etag());
  EXPECT_EQ(AuditRows("ACCOUNT_LOCKED"), "1");
  EXPECT_EQ(ErrorReason(Lock(admin.account_id).status()), "OWN_ACCOUNT");
  v1::LockAccountRequest request;
  request.set_account_id(person.account_id);
  EXPECT_EQ(
      Violations(testing::Ask(harness, admin, *accounts, &Stub::LockAccount, request).status()),
      "reason REQUIRED");
}

TEST_F(AccountTest, ALockedAdministratorsTokenIsOfNoMoreUse) {
  const testing::Person second = MakeAccount("nier.second", common::v1::ROLE_NIER_ADMIN);
  ASSERT_TRUE(Lock(second.account_id).ok());
  v1::UnlockAccountRequest unlock;
  unlock.set_account_id(second.account_id);
  unlock.set_reason("몰래");
  v1::GetAccountRequest get;
  get.set_account_id(admin.account_id);
  v1::CreateAccountRequest create;
  create.set_login("nier.third");
  create.set_initial_password(kPassword);
  create.set_role(common::v1::ROLE_NIER_ADMIN);
  create.mutable_profile()->set_organisation_name("국립환경과학원");
  const absl::Status refusals[] = {
      testing::Ask(harness, second, *accounts, &Stub::UnlockAccount, unlock).status(),
      testing::Ask(harness, second, *accounts, &Stub::GetAccount, get).status(),
      testing::Ask(harness, second, *accounts, &Stub::ListAccounts, v1::ListAccountsRequest())
          .status(),
      testing::Ask(harness, second, *accounts, &Stub::CreateAccount, create).status()};
  for (const absl::Status& refusal : refusals) {
    EXPECT_EQ(ErrorReason(refusal), "ACCOUNT_LOCKED") << refusal;
  }
}

TEST_F(AccountTest, TheBootstrapMakesOneAdministrator) {
  EXPECT_EQ(*Bootstrap(kAdminLogin, kAdminPassword),
            "The administrator nier.admin exists already; nothing was changed.");
  const auto other = Bootstrap("other.admin", kAdminPassword);
  EXPECT_EQ(ErrorReason(other.status()), "ADMIN_EXISTS");
  EXPECT_EQ(Violations(Bootstrap("x", "weak").status()), "login FORMAT, password TOO_WEAK");
  EXPECT_EQ(AuditRows("ACCOUNT_CREATED"), "1");
}

}  // namespace
}  // namespace sems::identity
