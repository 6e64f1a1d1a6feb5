#include "services/identity/tokens.h"

#include <openssl/hmac.h>

#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

class TokenTest : public IdentityServiceTest {
 protected:
  TokenTest() : person(MakeAccount("hanbit")), first(SignIn("hanbit", kPassword)->tokens()) {}

  testing::Person person;
  v1::TokenPair first;
};

TEST_F(TokenTest, ARefreshTokenIsGoodForOneUse) {
  const auto second = Refresh(first.refresh_token());
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_NE(second->tokens().refresh_token(), first.refresh_token());
  EXPECT_NE(second->tokens().access_token(), first.access_token());
  EXPECT_TRUE(Me(second->tokens().access_token()).ok());
  EXPECT_TRUE(Refresh(second->tokens().refresh_token()).ok());
}

TEST_F(TokenTest, OneThatComesASecondTimeEndsTheWholeSignIn) {
  const auto other = SignIn("hanbit", kPassword);
  const auto second = Refresh(first.refresh_token());
  ASSERT_TRUE(second.ok());
  const auto third = Refresh(second->tokens().refresh_token());
  ASSERT_TRUE(third.ok());

  const auto reused = Refresh(first.refresh_token());
  EXPECT_EQ(reused.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ErrorReason(reused.status()), "REFRESH_TOKEN_INVALID");
  EXPECT_EQ(ErrorReason(Refresh(third->tokens().refresh_token()).status()), "REFRESH_TOKEN_INVALID")
      << "the newest of the family must have ended with it";
  EXPECT_EQ(AuditRows("SIGN_IN_REVOKED"), "1");
  EXPECT_TRUE(Refresh(other->tokens().refresh_token()).ok()) << "another sign-in goes on";
}

TEST_F(TokenTest, OfTwoUsesAtTheSameTimeOneWinsAndTheSignInEnds) {
  absl::StatusOr<v1::RefreshTokenResponse> answers[2];
  std::thread one([&] { answers[0] = Refresh(first.refresh_token()); });
  std::thread two([&] { answers[1] = Refresh(first.refresh_token()); });
  one.join();
  two.join();
  EXPECT_NE(answers[0].ok(), answers[1].ok());
  const auto& winner = answers[0].ok() ? answers[0] : answers[1];
  EXPECT_FALSE(Refresh(winner->tokens().refresh_token()).ok());
}

TEST_F(TokenTest, RefreshTokensExpire) {
  harness.clock().Advance(absl::Hours(12) - absl::Seconds(1));
  const auto second = Refresh(first.refresh_token());
  ASSERT_TRUE(second.ok()) << second.status();
  harness.clock().Advance(absl::Hours(12));
  EXPECT_EQ(ErrorReason(Refresh(second->tokens().refresh_token()).status()),
            "REFRESH_TOKEN_INVALID");
}

TEST_F(TokenTest, NoSignInLivesLongerThanAWeek) {
  std::string token = first.refresh_token();
  int refreshes = 0;
  for (; refreshes < 100; ++refreshes) {
    harness.clock().Advance(absl::Hours(10));
    const auto next = Refresh(token);
    if (!next.ok()) break;
    token = next->tokens().refresh_token();
  }
  EXPECT_EQ(refreshes, 16);  // 160 hours of 168
}

TEST_F(TokenTest, UnknownRefreshTokensAreRefused) {
  EXPECT_EQ(ErrorReason(Refresh("AAAA").status()), "REFRESH_TOKEN_INVALID");
  EXPECT_EQ(ErrorReason(Refresh(first.access_token()).status()), "REFRESH_TOKEN_INVALID");
  EXPECT_EQ(Violations(Refresh("").status()), "refresh_token REQUIRED");
}

TEST_F(TokenTest, SigningOutEndsTheSignIn) {
  v1::SignOutRequest request;
  request.set_refresh_token(first.refresh_token());
  EXPECT_TRUE(With("", *auth, &v1::AuthService::Stub::SignOut, request).ok());
  EXPECT_FALSE(Refresh(first.refresh_token()).ok());
  EXPECT_TRUE(With("", *auth, &v1::AuthService::Stub::SignOut, request).ok()) << "again";
  request.set_refresh_token("unknown");
  EXPECT_TRUE(With("", *auth, &v1::AuthService::Stub::SignOut, request).ok());
  EXPECT_EQ(AuditRows("SIGNED_OUT"), "1");
}

TEST_F(TokenTest, LockingAnAccountEndsItsSignIns) {
  ASSERT_TRUE(Lock(person.account_id).ok());
  EXPECT_EQ(ErrorReason(Refresh(first.refresh_token()).status()), "REFRESH_TOKEN_INVALID");
  ASSERT_TRUE(Unlock(person.account_id).ok());
  EXPECT_FALSE(Refresh(first.refresh_token()).ok()) << "unlocking brings no token back";
}

TEST_F(TokenTest, AnAccessTokenExpires) {
  EXPECT_TRUE(Me(first.access_token()).ok());
  harness.clock().Advance(absl::Minutes(15));
  const auto refused = Me(first.access_token());
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ErrorReason(refused.status()), "TOKEN_EXPIRED");
}

TEST_F(TokenTest, WithoutATokenOnlyAnonymousMethodsAnswer) {
  EXPECT_EQ(ErrorReason(Me("").status()), "TOKEN_MISSING");
  EXPECT_EQ(Me("").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_TRUE(With("", *accounts, &v1::AccountService::Stub::GetPrivacyNotice,
                   v1::GetPrivacyNoticeRequest())
                  .ok());
}

std::string Base64Url(const std::string& text) { return absl::WebSafeBase64Escape(text); }

std::string FromBase64Url(absl::string_view text) {
  std::string bytes;
  EXPECT_TRUE(absl::WebSafeBase64Unescape(text, &bytes));
  return bytes;
}

TEST_F(TokenTest, TokensThatIdentityDidNotMakeAreRefused) {
  const std::vector<std::string> parts = absl::StrSplit(first.access_token(), '.');
  ASSERT_EQ(parts.size(), 3u);
  const std::string header = FromBase64Url(parts[0]);
  const std::string payload = FromBase64Url(parts[1]);

  std::string admin_payload = payload;
  admin_payload.replace(admin_payload.find("ROLE_SITE_OPERATOR"), 18, "ROLE_NIER_ADMIN");
  std::string none_header = header;
  none_header.replace(none_header.find("ES256"), 5, "none");
  std::string hs_header = header;
  hs_header.replace(hs_header.find("ES256"), 5, "HS256");

  const auth::Claims claims{.issuer = auth::kIssuer,
                            .audience = auth::kAudience,
                            .subject = person.account_id,
                            .role = "ROLE_NIER_ADMIN",
                            .id = "forged",
                            .issued_at = harness.clock().Now(),
                            .expires_at = harness.clock().Now() + absl::Minutes(15)};
  const auth::SigningKey stranger = auth::SigningKey::Generate();
  const std::string kid = header.substr(header.find("\"kid\":\"") + 7, 43);

  // The key confusion of RFC 8725, 2.1: an HMAC keyed with what is public.
  const std::string hs_signed = absl::StrCat(Base64Url(hs_header), ".", parts[1]);
  unsigned char mac[32];
  HMAC(EVP_sha256(), kid.data(), static_cast<int>(kid.size()),
       reinterpret_cast<const unsigned char*>(hs_signed.data()), hs_signed.size(), mac, nullptr);

  const std::pair<const char*, std::string> forgeries[] = {
      {"changed payload", absl::StrCat(parts[0], ".", Base64Url(admin_payload), ".", parts[2])},
      {"alg none, no signature", absl::StrCat(Base64Url(none_header), ".", parts[1], ".")},
      {"alg none, old signature",
       absl::StrCat(Base64Url(none_header), ".", parts[1], ".", parts[2])},
      {"alg HS256",
       absl::StrCat(hs_signed, ".", Base64Url(std::string(reinterpret_cast<char*>(mac), 32)))},
      {"a stranger's key under its own id", stranger.SignToken(claims)},
      {"a stranger's key under our key's id", stranger.SignToken(claims, kid)},
      {"no signature", absl::StrCat(parts[0], ".", parts[1], ".")},
      {"two parts", absl::StrCat(parts[0], ".", parts[1])},
      {"no token at all", "Bearer"},
  };
  EXPECT_TRUE(Me(first.access_token()).ok());
  for (const auto& [what, token] : forgeries) {
    EXPECT_EQ(Me(token).status().code(), absl::StatusCode::kUnauthenticated) << what;
  }
}

}  // namespace
}  // namespace sems::identity
