#include "common/auth/jwt.h"
#include "common/values/uuid.h"
#include "sems/identity/v1/partner_service.grpc.pb.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

using Stub = v1::PartnerService::Stub;
using testing::Ask;

class PartnerTest : public IdentityServiceTest {
 protected:
  absl::StatusOr<v1::RegisterPartnerResponse> Register(const std::string& jwk,
                                                       const std::vector<std::string>& roles,
                                                       const std::vector<std::string>& districts) {
    v1::RegisterPartnerRequest request;
    request.set_name("한국소음진동검사원");
    request.set_public_jwk(jwk);
    for (const std::string& role : roles) request.add_granted_roles(role);
    for (const std::string& code : districts) request.add_district_codes(code);
    return Ask(harness, admin, *partners, &Stub::RegisterPartner, request);
  }
  // An assertion as the partner signs it.
  auth::Claims Claims(const std::string& partner_id) {
    return {.issuer = partner_id,
            .audience = "sems-partner-sign-in",
            .subject = partner_id,
            .role = "",
            .id = NewUuidV7(harness.clock().Now()),
            .issued_at = harness.clock().Now(),
            .expires_at = harness.clock().Now() + absl::Minutes(2)};
  }
  absl::StatusOr<v1::SignInPartnerResponse> SignInWith(const std::string& assertion) {
    v1::SignInPartnerRequest request;
    request.set_client_assertion(assertion);
    return With("", *partners, &Stub::SignInPartner, request);
  }
  internal::v1::GetAuthorityResponse Authority(const std::string& id) {
    internal::v1::GetAuthorityRequest request;
    request.set_account_id(id);
    const auto told = testing::AskAsService(
        harness, "noise", *authority, &internal::v1::AuthorityService::Stub::GetAuthority, request);
    EXPECT_TRUE(told.ok()) << told.status();
    return told.ok() ? *told : internal::v1::GetAuthorityResponse();
  }
  absl::StatusOr<v1::SuspendPartnerResponse> Suspend(const std::string& id) {
    v1::SuspendPartnerRequest request;
    request.set_partner_id(id);
    request.set_reason("지정 취소");
    return Ask(harness, admin, *partners, &Stub::SuspendPartner, request);
  }

  std::unique_ptr<Stub> partners = v1::PartnerService::NewStub(harness.Channel("identity"));
  const auth::SigningKey key = auth::SigningKey::Generate();
};

TEST_F(PartnerTest, SignsInWithItsKeyAndActsAsFarAsItWasGranted) {
  const auto made = Register(key.PublicJwk(), {"noise_test_body"}, {"28260", "11"});
  ASSERT_TRUE(made.ok()) << made.status();
  const std::string id = made->partner().partner_id();
  EXPECT_EQ(made->partner().key_id(), key.thumbprint());
  const auto signed_in = SignInWith(key.SignToken(Claims(id)));
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  // The token is one of this system's: it is known, though it may call nothing of this kind.
  EXPECT_EQ(Me(signed_in->access_token()).status().code(), absl::StatusCode::kPermissionDenied);
  const auto told = Authority(id);
  EXPECT_EQ(told.role(), common::v1::ROLE_PARTNER_SYSTEM);
  EXPECT_TRUE(told.active());
  EXPECT_EQ(told.granted_roles(0), "noise_test_body");
  EXPECT_EQ(told.district_codes_size(), 2);
  EXPECT_EQ(AuditRows("PARTNER_SIGNED_IN"), "1");
}

TEST_F(PartnerTest, TableOfAssertionsThatAreRefused) {
  const auto made = Register(key.PublicJwk("our-key-1"), {"noise_test_body"}, {"28260"});
  ASSERT_TRUE(made.ok()) << made.status();
  const std::string id = made->partner().partner_id();
  EXPECT_EQ(made->partner().key_id(), "our-key-1");
  const auth::SigningKey other = auth::SigningKey::Generate();
  struct Case {
    const char* what;
    std::function<void(auth::Claims&)> change;
    const auth::SigningKey* signer;
    const char* kid;
    const char* reason;
  };
  const std::string nobody = NewUuidV7(harness.clock().Now());
  const Case cases[] = {
      {"another key", [](auth::Claims&) {}, &other, "our-key-1", "PARTNER_SIGN_IN_FAILED"},
      {"another kid", [](auth::Claims&) {}, &key, "our-key-2", "PARTNER_SIGN_IN_FAILED"},
      {"nobody's id", [&](auth::Claims& c) { c.issuer = c.subject = nobody; }, &key, "our-key-1",
       "PARTNER_SIGN_IN_FAILED"},
      {"no id", [](auth::Claims& c) { c.issuer = "x"; }, &key, "our-key-1",
       "PARTNER_SIGN_IN_FAILED"},
      {"another's subject", [&](auth::Claims& c) { c.subject = nobody; }, &key, "our-key-1",
       "ASSERTION_REFUSED"},
      {"another audience", [](auth::Claims& c) { c.audience = "sems-api"; }, &key, "our-key-1",
       "TOKEN_AUDIENCE"},
      {"no jti", [](auth::Claims& c) { c.id = ""; }, &key, "our-key-1", "ASSERTION_REFUSED"},
      {"good for too long", [](auth::Claims& c) { c.expires_at += absl::Minutes(4); }, &key,
       "our-key-1", "ASSERTION_REFUSED"},
      {"expired",
       [](auth::Claims& c) {
         c.issued_at -= absl::Minutes(4);
         c.expires_at = c.issued_at + absl::Minutes(4);
       },
       &key, "our-key-1", "TOKEN_EXPIRED"},
      {"from the future",
       [](auth::Claims& c) {
         c.issued_at += absl::Minutes(2);
         c.expires_at = c.issued_at + absl::Minutes(2);
       },
       &key, "our-key-1", "PARTNER_SIGN_IN_FAILED"},
      {"as it should be", [](auth::Claims&) {}, &key, "our-key-1", ""},
  };
  for (const Case& c : cases) {
    auth::Claims claims = Claims(id);
    c.change(claims);
    const auto reply = SignInWith(c.signer->SignToken(claims, c.kid));
    EXPECT_EQ(reply.ok() ? "" : ErrorReason(reply.status()), c.reason) << c.what;
    if (!reply.ok()) EXPECT_EQ(reply.status().code(), absl::StatusCode::kUnauthenticated) << c.what;
  }
  for (const char* garbage : {"a.b.c", "x", "eyJhbGciOiJub25lIn0.e30."})
    EXPECT_EQ(ErrorReason(SignInWith(garbage).status()), "PARTNER_SIGN_IN_FAILED") << garbage;
  EXPECT_EQ(Violations(SignInWith("").status()), "client_assertion REQUIRED");
}

TEST_F(PartnerTest, AnAssertionIsUsedOnce) {
  const std::string id = Register(key.PublicJwk(), {}, {})->partner().partner_id();
  auth::Claims claims = Claims(id);
  const std::string assertion = key.SignToken(claims);
  ASSERT_TRUE(SignInWith(assertion).ok());
  EXPECT_EQ(ErrorReason(SignInWith(assertion).status()), "ASSERTION_REUSED");
  claims.expires_at += absl::Seconds(1);  // another assertion with the same jti
  EXPECT_EQ(ErrorReason(SignInWith(key.SignToken(claims)).status()), "ASSERTION_REUSED");
  const auth::SigningKey other = auth::SigningKey::Generate();
  claims = Claims(Register(other.PublicJwk(), {}, {})->partner().partner_id());
  EXPECT_TRUE(SignInWith(other.SignToken(claims)).ok());
}

TEST_F(PartnerTest, ASuspendedOneSignsInNoMoreUntilItIsResumed) {
  const std::string id =
      Register(key.PublicJwk(), {"noise_test_body"}, {"28"})->partner().partner_id();
  ASSERT_TRUE(Suspend(id).ok());
  ASSERT_TRUE(Suspend(id).ok()) << "twice changes nothing";
  EXPECT_EQ(AuditRows("PARTNER_SUSPENDED"), "1");
  EXPECT_FALSE(Authority(id).active());
  const auto refused = SignInWith(key.SignToken(Claims(id)));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ErrorReason(refused.status()), "PARTNER_SUSPENDED");
  EXPECT_EQ(AuditRows("SIGN_IN_REFUSED"), "1");
  v1::ResumePartnerRequest request;
  request.set_partner_id(id);
  request.set_reason("재지정");
  ASSERT_TRUE(Ask(harness, admin, *partners, &Stub::ResumePartner, request).ok());
  EXPECT_TRUE(SignInWith(key.SignToken(Claims(id))).ok());
  EXPECT_TRUE(Authority(id).active());
}

TEST_F(PartnerTest, GrantsAndKeysAreReplacedAndFormerOnesKept) {
  const auto made = Register(key.PublicJwk(), {"noise_test_body"}, {"28260"});
  const std::string id = made->partner().partner_id();
  v1::UpdateGrantsRequest grants;
  grants.set_partner_id(id);
  grants.add_granted_roles("moel");
  grants.add_district_codes("11");
  grants.set_etag("v9");
  EXPECT_EQ(ErrorReason(Ask(harness, admin, *partners, &Stub::UpdateGrants, grants).status()),
            "ETAG_MISMATCH");
  grants.set_etag(made->partner().etag());
  const auto changed = Ask(harness, admin, *partners, &Stub::UpdateGrants, grants);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(Authority(id).granted_roles(0), "moel");

  const auth::SigningKey next = auth::SigningKey::Generate();
  v1::ReplacePartnerKeyRequest replace;
  replace.set_partner_id(id);
  replace.set_public_jwk(next.PublicJwk());
  replace.set_etag(changed->partner().etag());
  ASSERT_TRUE(Ask(harness, admin, *partners, &Stub::ReplacePartnerKey, replace).ok());
  EXPECT_EQ(ErrorReason(SignInWith(key.SignToken(Claims(id))).status()), "PARTNER_SIGN_IN_FAILED");
  EXPECT_TRUE(SignInWith(next.SignToken(Claims(id))).ok());
  EXPECT_EQ(Stored("SELECT string_agg(array_to_string(granted_roles, ','), ';' ORDER BY version)"
                   " FROM partner_history"),
            "noise_test_body;moel");

  const auto listed =
      Ask(harness, admin, *partners, &Stub::ListPartners, v1::ListPartnersRequest());
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->partners(0).etag(), "v3");
}

TEST_F(PartnerTest, WhatIsRegisteredIsChecked) {
  EXPECT_EQ(Violations(Register("{}", {"Noise", "moel", "moel"}, {"99"}).status()),
            "public_jwk KEY_UNUSABLE, granted_roles[0] FORMAT, granted_roles[2] DUPLICATE, "
            "district_codes[0] UNKNOWN_DISTRICT");
  // A point that is not on the curve; a private key.
  EXPECT_EQ(
      Violations(Register(R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})", {}, {}).status()),
      "public_jwk KEY_UNUSABLE");
  std::string secret = key.PublicJwk();
  secret.insert(1, "\"d\":\"AAAA\",");
  EXPECT_EQ(Violations(Register(secret, {}, {}).status()), "public_jwk KEY_UNUSABLE");
  v1::SuspendPartnerRequest request;
  request.set_partner_id(NewUuidV7(harness.clock().Now()));
  request.set_reason("x");
  EXPECT_EQ(Ask(harness, admin, *partners, &Stub::SuspendPartner, request).status().code(),
            absl::StatusCode::kNotFound);
  const testing::Person officer = MakeAccount("officer9", common::v1::ROLE_LOCAL_OFFICER);
  EXPECT_EQ(Ask(harness, officer, *partners, &Stub::ListPartners, v1::ListPartnersRequest())
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace sems::identity
