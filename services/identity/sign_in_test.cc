#include <set>
#include <thread>

#include "google/protobuf/util/json_util.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

class SignInTest : public IdentityServiceTest {};

TEST_F(SignInTest, GivesTokensThatThePublishedKeysVerify) {
  const testing::Person person = MakeAccount("hanbit");
  const auto signed_in = SignIn(" HanBit ", kPassword);
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_EQ(signed_in->account_id(), person.account_id);
  EXPECT_EQ(signed_in->role(), common::v1::ROLE_SITE_OPERATOR);
  EXPECT_FALSE(signed_in->password_change_due());
  EXPECT_FALSE(signed_in->privacy_consent_due());

  const auto jwks = With("", *auth, &v1::AuthService::Stub::GetJwks, v1::GetJwksRequest());
  ASSERT_TRUE(jwks.ok()) << jwks.status();
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(*jwks, &json).ok());
  auth::Verifier verifier(auth::KeySet::FromJson(json).value(), auth::kAudience);
  const auto claims = verifier.Verify(signed_in->tokens().access_token(), harness.clock().Now());
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->issuer, "sems");
  EXPECT_EQ(claims->audience, "sems-api");
  EXPECT_EQ(claims->subject, person.account_id);
  EXPECT_EQ(claims->role, "ROLE_SITE_OPERATOR");
  EXPECT_FALSE(claims->id.empty());
  EXPECT_EQ(claims->expires_at - claims->issued_at, absl::Minutes(15));
  EXPECT_EQ(signed_in->tokens().access_token_expires_at().seconds(),
            absl::ToUnixSeconds(claims->expires_at));

  const auto me = Me(signed_in->tokens().access_token());
  ASSERT_TRUE(me.ok()) << me.status();
  EXPECT_EQ(me->account().profile().contact_name(), "홍길동");
}

TEST_F(SignInTest, TellsWhatIsDueToAnAccountMadeByAnAdministrator) {
  MakeAccount("officer1", common::v1::ROLE_LOCAL_OFFICER);
  const auto signed_in = SignIn("officer1", kPassword);
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_TRUE(signed_in->password_change_due());
  EXPECT_TRUE(signed_in->privacy_consent_due());
}

TEST_F(SignInTest, AnUnknownLoginAndAWrongPasswordAnswerAlike) {
  MakeAccount("hanbit");
  const auto wrong = SignIn("hanbit", "wrong");
  const auto unknown = SignIn("nobody", "wrong");
  const auto impossible = SignIn("홍길동 ", "wrong");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ErrorReason(wrong.status()), "SIGN_IN_FAILED");
  EXPECT_EQ(Seen(unknown.status()), Seen(wrong.status()));
  EXPECT_EQ(Seen(impossible.status()), Seen(wrong.status()));
  EXPECT_EQ(AuditRows("SIGN_IN_FAILED"), "3");
}

TEST_F(SignInTest, FiveFailuresLockALoginForAWhileWhetherItExistsOrNot) {
  MakeAccount("hanbit");
  std::string seen[2];
  const std::string logins[2] = {"hanbit", "nobody"};
  for (int i = 0; i < 2; ++i) {
    for (int failure = 0; failure < 5; ++failure) {
      EXPECT_EQ(ErrorReason(SignIn(logins[i], "wrong").status()), "SIGN_IN_FAILED");
    }
    const auto locked = SignIn(logins[i], kPassword);
    EXPECT_EQ(ErrorReason(locked.status()), "SIGN_IN_LOCKED");
    seen[i] = Seen(locked.status());
  }
  EXPECT_EQ(seen[0], seen[1]);
  // Each refusal left its trace, although it was refused.
  EXPECT_EQ(AuditRows("SIGN_IN_FAILED"), "10");
  EXPECT_EQ(AuditRows("SIGN_IN_LOCKED"), "2");

  harness.clock().Advance(absl::Minutes(15) - absl::Seconds(1));
  EXPECT_EQ(ErrorReason(SignIn("hanbit", kPassword).status()), "SIGN_IN_LOCKED");
  harness.clock().Advance(absl::Seconds(1));
  EXPECT_TRUE(SignIn("hanbit", kPassword).ok());
}

TEST_F(SignInTest, ASuccessForgetsTheFailuresBeforeIt) {
  MakeAccount("hanbit");
  for (int round = 0; round < 2; ++round) {
    for (int failure = 0; failure < 4; ++failure) (void)SignIn("hanbit", "wrong");
    EXPECT_TRUE(SignIn("hanbit", kPassword).ok());
  }
  EXPECT_EQ(Stored("SELECT count(*) FROM sign_in_failure"), "0");
}

TEST_F(SignInTest, GuessesAtTheSameTimeAreCountedOneByOne) {
  MakeAccount("hanbit");
  std::vector<std::thread> guessers;
  for (int i = 0; i < 12; ++i) {
    guessers.emplace_back([&] {
      const std::string reason = ErrorReason(SignIn("hanbit", "wrong").status());
      const std::set<std::string> refusals = {"SIGN_IN_FAILED", "SIGN_IN_LOCKED", "SIGN_IN_BUSY",
                                              "TOO_MANY_CALLS"};
      EXPECT_EQ(refusals.count(reason), 1u) << reason;
    });
  }
  for (std::thread& guesser : guessers) guesser.join();
  while (ErrorReason(SignIn("hanbit", "wrong").status()) != "SIGN_IN_LOCKED") continue;
  EXPECT_EQ(AuditRows("SIGN_IN_FAILED"), "5");
}

TEST_F(SignInTest, OldFailuresOfGuessedLoginsArePickedUp) {
  for (int i = 0; i < 3; ++i) (void)SignIn("guess" + std::to_string(i), "wrong");
  EXPECT_EQ(Stored("SELECT count(*) FROM sign_in_failure"), "3");
  harness.clock().Advance(absl::Minutes(16));
  (void)SignIn("another", "wrong");
  EXPECT_EQ(Stored("SELECT count(*) FROM sign_in_failure"), "1");
}

TEST_F(SignInTest, ALockedAccountIsToldSoOnlyWithItsPassword) {
  const testing::Person person = MakeAccount("hanbit");
  ASSERT_TRUE(Lock(person.account_id).ok());
  EXPECT_EQ(ErrorReason(SignIn("hanbit", "wrong").status()), "SIGN_IN_FAILED");
  const auto refused = SignIn("hanbit", kPassword);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ErrorReason(refused.status()), "ACCOUNT_LOCKED");
  EXPECT_EQ(AuditRows("SIGN_IN_REFUSED"), "1");
  ASSERT_TRUE(Unlock(person.account_id).ok());
  EXPECT_TRUE(SignIn("hanbit", kPassword).ok());
}

TEST_F(SignInTest, AnAdministratorUnlocksALoginBeforeItsTime) {
  const testing::Person person = MakeAccount("hanbit");
  for (int failure = 0; failure < 5; ++failure) (void)SignIn("hanbit", "wrong");
  const auto unlocked = Unlock(person.account_id);
  ASSERT_TRUE(unlocked.ok()) << unlocked.status();
  EXPECT_FALSE(unlocked->account().has_sign_in_locked_until());
  EXPECT_TRUE(SignIn("hanbit", kPassword).ok());
}

TEST_F(SignInTest, MissingAndOverlongFieldsAreNamed) {
  EXPECT_EQ(Violations(SignIn("", "").status()), "login REQUIRED, password REQUIRED");
  EXPECT_EQ(Violations(SignIn("hanbit", std::string(2000, 'x')).status()), "password TOO_LONG");
}

TEST_F(SignInTest, NoSecretIsStored) {
  MakeAccount("hanbit");
  const auto signed_in = SignIn("hanbit", kPassword);
  ASSERT_TRUE(signed_in.ok());
  (void)SignIn("S3cret-typed-as-login", "x");
  pqxx::connection connection(harness.database().AdminConninfo());
  pqxx::nontransaction work(connection);
  int tables = 0;
  for (const pqxx::row& table :
       work.exec("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'identity'")) {
    ++tables;
    const std::string name = table[0].c_str();
    const std::string secrets[] = {kPassword, signed_in->tokens().access_token(),
                                   signed_in->tokens().refresh_token(), "s3cret-typed-as-login"};
    for (const std::string& secret : secrets) {
      const std::string hex =
          work.exec1("SELECT encode(convert_to(" + work.quote(secret) + ", 'UTF8'), 'hex')")[0]
              .c_str();
      EXPECT_EQ(work.exec1("SELECT count(*) FROM identity." + name +
                           " t WHERE lower(t::text) LIKE lower(" + work.quote("%" + secret + "%") +
                           ") OR t::text LIKE " + work.quote("%" + hex + "%"))[0]
                    .as<int>(),
                0)
          << name;
    }
  }
  EXPECT_GT(tables, 10);
}

}  // namespace
}  // namespace sems::identity
