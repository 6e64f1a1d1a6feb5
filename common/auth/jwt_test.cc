#include "common/auth/jwt.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/error.h"
#include "gtest/gtest.h"

namespace sems::auth {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1790000000);

Claims UserClaims() {
  return {.issuer = kIssuer,
          .audience = kAudience,
          .subject = "0192a000-0000-7000-8000-000000000001",
          .role = "ROLE_SITE_OPERATOR",
          .id = "1",
          .issued_at = kNow,
          .expires_at = kNow + absl::Minutes(15)};
}

class JwtTest : public ::testing::Test {
 protected:
  SigningKey key_ = SigningKey::Generate();
  Verifier verifier_{*KeySet::FromJson(MakeJwks({key_.PublicJwk()})), kAudience};

  std::string ReasonFor(const std::string& token, absl::Time now = kNow) {
    return ErrorReason(verifier_.Verify(token, now).status());
  }
};

TEST_F(JwtTest, RoundTrip) {
  for (int i = 0; i < 2; ++i) {  // the second from memory
    const auto claims = verifier_.Verify(key_.SignToken(UserClaims()), kNow);
    ASSERT_TRUE(claims.ok()) << claims.status();
    EXPECT_EQ(claims->subject, UserClaims().subject);
    EXPECT_EQ(claims->role, "ROLE_SITE_OPERATOR");
  }
}

TEST_F(JwtTest, ExpiresOnTheSecondAlsoFromMemory) {
  const std::string token = key_.SignToken(UserClaims());
  EXPECT_EQ(ReasonFor(token, kNow + absl::Minutes(15) - absl::Seconds(1)), "");
  EXPECT_EQ(ReasonFor(token, kNow + absl::Minutes(15)), "TOKEN_EXPIRED");
  EXPECT_EQ(ReasonFor(token, kNow + absl::Minutes(15)), "TOKEN_EXPIRED");
}

TEST_F(JwtTest, RefusesWhatOthersMade) {
  EXPECT_EQ(ReasonFor(SigningKey::Generate().SignToken(UserClaims())), "TOKEN_SIGNATURE");
  // Another key under our key's id.
  EXPECT_EQ(ReasonFor(SigningKey::Generate().SignToken(UserClaims(), key_.thumbprint())),
            "TOKEN_SIGNATURE");
  Claims other = UserClaims();
  other.audience = kServiceAudience;
  EXPECT_EQ(ReasonFor(key_.SignToken(other)), "TOKEN_AUDIENCE");
  other = UserClaims();
  other.issuer = "elsewhere";
  EXPECT_EQ(ReasonFor(key_.SignToken(other)), "TOKEN_MALFORMED");
  other = UserClaims();
  other.issued_at = kNow + absl::Hours(1);
  EXPECT_EQ(ReasonFor(key_.SignToken(other)), "TOKEN_MALFORMED");
}

TEST_F(JwtTest, RefusesAlteredAndUnsignedTokens) {
  const std::string token = key_.SignToken(UserClaims());
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  const std::string none =
      absl::StrCat(absl::WebSafeBase64Escape(R"({"alg":"none"})"), ".", parts[1], ".");
  for (const std::string& bad : {std::string(), std::string("a.b.c"), std::string("..."), none,
                                 absl::StrCat(parts[0], ".", parts[1]), std::string(5000, 'x')}) {
    EXPECT_EQ(ReasonFor(bad), "TOKEN_MALFORMED") << bad.substr(0, 60);
  }
  std::string payload;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[1], &payload));
  payload.replace(payload.find("SITE_OPERATOR"), 13, "NIER_ADMIN");
  EXPECT_EQ(
      ReasonFor(absl::StrCat(parts[0], ".", absl::WebSafeBase64Escape(payload), ".", parts[2])),
      "TOKEN_SIGNATURE");
}

TEST(ServiceToken, AKeyVouchesForItsOwnServiceOnly) {
  const SigningKey facility = SigningKey::Generate();
  Verifier verifier(*KeySet::FromJson(MakeJwks({facility.PublicJwk("facility")})),
                    kServiceAudience);
  Claims claims{.issuer = "facility",
                .audience = kServiceAudience,
                .subject = "",
                .role = "",
                .id = "",
                .issued_at = kNow,
                .expires_at = kNow + absl::Minutes(1)};
  EXPECT_TRUE(verifier.Verify(facility.SignToken(claims, "facility"), kNow).ok());
  claims.issuer = "registration";
  EXPECT_EQ(ErrorReason(verifier.Verify(facility.SignToken(claims, "facility"), kNow).status()),
            "TOKEN_MALFORMED");
}

TEST(SigningKey, PemRoundTrip) {
  const SigningKey key = SigningKey::Generate();
  const auto again = SigningKey::FromPem(key.ToPem());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->thumbprint(), key.thumbprint());
  EXPECT_FALSE(SigningKey::FromPem("not a key").ok());
}

}  // namespace
}  // namespace sems::auth
