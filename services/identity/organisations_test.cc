#include "common/values/uuid.h"
#include "sems/identity/v1/organisation_service.grpc.pb.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

using Stub = v1::OrganisationService::Stub;
using testing::Ask;
using testing::Person;

class OrganisationTest : public IdentityServiceTest {
 protected:
  Person MakeFirm(const std::string& login) {
    const auto made = SignUp(SignUpForm(login, common::v1::ROLE_ORGANISATION));
    EXPECT_TRUE(made.ok()) << made.status();
    return {made->account().account_id(), common::v1::ROLE_ORGANISATION};
  }
  absl::StatusOr<v1::CreateOrganisationResponse> Create(const Person& person,
                                                        const std::string& number) {
    v1::CreateOrganisationRequest request;
    request.set_name("한빛방음");
    request.set_business_number(number);
    request.set_representative("홍길동");
    return Ask(harness, person, *organisations, &Stub::CreateOrganisation, request);
  }
  absl::StatusOr<v1::InviteMemberResponse> Invite(const Person& person) {
    return Ask(harness, person, *organisations, &Stub::InviteMember, v1::InviteMemberRequest());
  }
  absl::StatusOr<v1::JoinOrganisationResponse> Join(const Person& person, const std::string& code) {
    v1::JoinOrganisationRequest request;
    request.set_code(code);
    return Ask(harness, person, *organisations, &Stub::JoinOrganisation, request);
  }
  absl::StatusOr<v1::RemoveMemberResponse> Remove(const Person& person,
                                                  const std::string& account_id) {
    v1::RemoveMemberRequest request;
    request.set_account_id(account_id);
    return Ask(harness, person, *organisations, &Stub::RemoveMember, request);
  }
  absl::StatusOr<v1::GetMyOrganisationResponse> Mine(const Person& person) {
    return Ask(harness, person, *organisations, &Stub::GetMyOrganisation,
               v1::GetMyOrganisationRequest());
  }
  // What other services are told of the account.
  std::string OrganisationOf(const Person& person) {
    internal::v1::GetAuthorityRequest request;
    request.set_account_id(person.account_id);
    const auto told = testing::AskAsService(
        harness, "noise", *authority, &internal::v1::AuthorityService::Stub::GetAuthority, request);
    EXPECT_TRUE(told.ok()) << told.status();
    return told.ok() ? told->organisation_id() : "";
  }

  std::unique_ptr<Stub> organisations =
      v1::OrganisationService::NewStub(harness.Channel("identity"));
  const Person owner = MakeFirm("hanbit-owner");
  const Person colleague = MakeFirm("hanbit-colleague");
};

TEST_F(OrganisationTest, WhoMakesOneOwnsItAndOtherServicesAreTold) {
  EXPECT_EQ(ErrorReason(Mine(owner).status()), "NO_ORGANISATION");
  EXPECT_EQ(OrganisationOf(owner), "");
  const auto made = Create(owner, "128-85-22615");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->organisation().business_number(), "1288522615");
  const auto mine = Mine(owner);
  ASSERT_TRUE(mine.ok()) << mine.status();
  EXPECT_TRUE(mine->owner());
  EXPECT_EQ(mine->organisation().ShortDebugString(), made->organisation().ShortDebugString());
  EXPECT_EQ(OrganisationOf(owner), made->organisation().organisation_id());
  EXPECT_EQ(AuditRows("ORGANISATION_CREATED"), "1");
}

TEST_F(OrganisationTest, OneForEachAccountAndOneForEachBusinessNumber) {
  ASSERT_TRUE(Create(owner, "1288522615").ok());
  EXPECT_EQ(ErrorReason(Create(owner, "1018200001").status()), "HAS_ORGANISATION");
  EXPECT_EQ(ErrorReason(Create(colleague, "128-85-22615").status()), "ORGANISATION_EXISTS");
  EXPECT_EQ(Violations(Create(colleague, "12").status()), "business_number FORMAT");
  EXPECT_EQ(Create(MakeAccount("a-site"), "1018200001").status().code(),
            absl::StatusCode::kPermissionDenied)
      << "a site is no organisation";
}

TEST_F(OrganisationTest, AnInvitationIsGoodForOneUseAndSevenDays) {
  const auto made = Create(owner, "1288522615");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(ErrorReason(Invite(colleague).status()), "NO_ORGANISATION");
  const auto invited = Invite(owner);
  ASSERT_TRUE(invited.ok()) << invited.status();
  EXPECT_EQ(Stored("SELECT count(*) FROM organisation_invitation WHERE encode(code_hash, 'escape')"
                   " LIKE '%" +
                   invited->code() + "%'"),
            "0")
      << "the code itself is not stored";
  EXPECT_EQ(ErrorReason(Join(colleague, "guessed").status()), "INVITATION_INVALID");
  EXPECT_EQ(ErrorReason(Join(owner, invited->code()).status()), "HAS_ORGANISATION");
  const auto joined = Join(colleague, invited->code());
  ASSERT_TRUE(joined.ok()) << joined.status();
  EXPECT_EQ(joined->organisation().organisation_id(), made->organisation().organisation_id());
  EXPECT_EQ(OrganisationOf(colleague), made->organisation().organisation_id());
  EXPECT_FALSE(Mine(colleague)->owner());
  const Person third = MakeFirm("third-person");
  EXPECT_EQ(ErrorReason(Join(third, invited->code()).status()), "INVITATION_INVALID") << "used";

  const auto late = Invite(owner);
  harness.clock().Advance(absl::Hours(7 * 24));
  EXPECT_EQ(ErrorReason(Join(third, late->code()).status()), "INVITATION_INVALID") << "too old";
}

TEST_F(OrganisationTest, TheOwnerAloneInvitesAndRemovesAndMembersMayLeave) {
  ASSERT_TRUE(Create(owner, "1288522615").ok());
  ASSERT_TRUE(Join(colleague, Invite(owner)->code()).ok());
  const Person third = MakeFirm("third-person");
  ASSERT_TRUE(Join(third, Invite(owner)->code()).ok());
  EXPECT_EQ(Invite(colleague).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Remove(colleague, third.account_id).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ErrorReason(Remove(owner, owner.account_id).status()), "OWNER_STAYS");
  const Person stranger = MakeFirm("stranger");
  EXPECT_EQ(Remove(owner, stranger.account_id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(Remove(stranger, third.account_id).status()), "NO_ORGANISATION");

  ASSERT_TRUE(Remove(owner, third.account_id).ok());
  EXPECT_EQ(OrganisationOf(third), "");
  ASSERT_TRUE(Remove(colleague, colleague.account_id).ok()) << "leaves";
  EXPECT_EQ(Stored("SELECT count(*) FROM organisation_member_history"), "2");
  EXPECT_TRUE(Create(colleague, "1018200001").ok()) << "free to belong to another";
}

TEST_F(OrganisationTest, MembersAreSeenByMembersAndAdministratorsOnly) {
  const auto made = Create(owner, "1288522615");
  ASSERT_TRUE(made.ok());
  ASSERT_TRUE(Join(colleague, Invite(owner)->code()).ok());
  v1::ListMembersRequest request;
  const auto seen = Ask(harness, colleague, *organisations, &Stub::ListMembers, request);
  ASSERT_TRUE(seen.ok()) << seen.status();
  ASSERT_EQ(seen->members_size(), 2);
  EXPECT_EQ(seen->members(0).login(), "hanbit-owner");
  EXPECT_TRUE(seen->members(0).owner());
  EXPECT_EQ(seen->members(1).account_id(), colleague.account_id);
  request.set_organisation_id(made->organisation().organisation_id());
  EXPECT_EQ(Ask(harness, admin, *organisations, &Stub::ListMembers, request)->members_size(), 2);
  const Person stranger = MakeFirm("stranger");
  EXPECT_EQ(Ask(harness, stranger, *organisations, &Stub::ListMembers, request).status().code(),
            absl::StatusCode::kPermissionDenied);

  v1::ListOrganisationsRequest all;
  all.set_business_number("128-85-22615");
  const auto listed = Ask(harness, admin, *organisations, &Stub::ListOrganisations, all);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->organisations_size(), 1);
  v1::GetOrganisationRequest one;
  one.set_organisation_id(listed->organisations(0).organisation_id());
  EXPECT_TRUE(Ask(harness, admin, *organisations, &Stub::GetOrganisation, one).ok());
  one.set_organisation_id(NewUuidV7(harness.clock().Now()));
  EXPECT_EQ(Ask(harness, admin, *organisations, &Stub::GetOrganisation, one).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Ask(harness, owner, *organisations, &Stub::ListOrganisations, all).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(OrganisationTest, OrganisationsArePagedByName) {
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(
        Create(MakeFirm("firm-no-" + std::to_string(i)), "101820000" + std::to_string(i)).ok());
  v1::ListOrganisationsRequest request;
  request.set_page_size(2);
  std::set<std::string> seen;
  int pages = 0;
  do {
    const auto page = Ask(harness, admin, *organisations, &Stub::ListOrganisations, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& one : page->organisations()) seen.insert(one.business_number());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen.size(), 5u);
}

TEST_F(OrganisationTest, ALockedMemberActsForNobody) {
  ASSERT_TRUE(Create(owner, "1288522615").ok());
  ASSERT_TRUE(Lock(owner.account_id).ok());
  EXPECT_EQ(ErrorReason(Invite(owner).status()), "ACCOUNT_LOCKED");
  internal::v1::GetAuthorityRequest request;
  request.set_account_id(owner.account_id);
  EXPECT_FALSE(testing::AskAsService(harness, "noise", *authority,
                                     &internal::v1::AuthorityService::Stub::GetAuthority, request)
                   ->active());
}

}  // namespace
}  // namespace sems::identity
