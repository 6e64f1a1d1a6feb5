#include "common/auth/jwt.h"
#include "common/auth/public_jwk.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/client_assertion.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/partner.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {
namespace {

constexpr char kRole[] = "ROLE_PARTNER_SYSTEM";

// What the assertion says, if the partner's key signed it and the rules allow it.
absl::StatusOr<Assertion> Verified(const std::string& token, const PartnerRow& partner,
                                   absl::Time now) {
  const auto keys = auth::KeySet::FromJson(auth::MakeJwks({partner.public_jwk}));
  if (!keys.ok()) return keys.status();
  const absl::StatusOr<auth::Claims> claims =
      auth::Verifier(*keys, kAssertionAudience).Verify(token, now);
  if (!claims.ok()) {
    // Only who holds the key is told what is wrong beyond the signature.
    const std::string reason = ErrorReason(claims.status());
    return reason == "TOKEN_SIGNATURE" || reason == "TOKEN_MALFORMED" ? PartnerSignInFailed()
                                                                      : claims.status();
  }
  const Assertion assertion{.issuer = claims->issuer,
                            .subject = claims->subject,
                            .id = claims->id,
                            .issued_at = claims->issued_at,
                            .expires_at = claims->expires_at};
  if (const auto why = WhyRefused(assertion, partner.partner_id, now))
    return AssertionRefused(*why);
  return assertion;
}

}  // namespace

absl::StatusOr<v1::SignInPartnerResponse> SignInPartner(Deps& deps, server::Call& call,
                                                        const v1::SignInPartnerRequest& request) {
  const std::string& token = request.client_assertion();
  if (token.empty()) {
    FieldErrors errors;
    errors.Required("client_assertion");
    return errors.ToStatus();
  }
  const std::string partner_id = auth::ClaimedIssuer(token);
  if (!IsUuid(partner_id)) return PartnerSignInFailed();
  const absl::StatusOr<PartnerRow> known =
      call.Read<PartnerRow>([&](db::Tx& tx) -> absl::StatusOr<PartnerRow> {
        std::optional<PartnerRow> found = FindPartner(tx, partner_id);
        if (!found.has_value()) return PartnerSignInFailed();
        return *std::move(found);
      });
  if (!known.ok()) return known.status();
  const absl::StatusOr<Assertion> assertion = Verified(token, *known, call.now());
  if (!assertion.ok()) return assertion.status();

  return call.Write<v1::SignInPartnerResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SignInPartnerResponse> {
        // An administrator may have suspended it, or replaced its key, meanwhile.
        const std::optional<PartnerRow> partner = LockPartner(work.tx(), partner_id);
        if (!partner.has_value() || partner->public_jwk != known->public_jwk)
          return PartnerSignInFailed();
        v1::SignInPartnerResponse response;
        if (partner->suspended) {
          work.Audit({.stream_id = partner_id,
                      .action = "SIGN_IN_REFUSED",
                      .subject = "partner " + partner_id,
                      .detail = "{\"reason\":\"PARTNER_SUSPENDED\"}"});
          work.KeepDespite(PartnerSuspended());
          return response;
        }
        if (!UseAssertion(work.tx(), partner_id, Sha256(assertion->id), call.now(),
                          assertion->expires_at)) {
          return AssertionReused();
        }
        const AccessToken access =
            IssueAccessToken(deps.signing_key, partner_id, kRole, call.now());
        response.set_access_token(access.token);
        *response.mutable_access_token_expires_at() = ToTimestamp(access.expires_at);
        work.Audit({.stream_id = partner_id,
                    .action = "PARTNER_SIGNED_IN",
                    .subject = "partner " + partner_id,
                    .detail = "{}"});
        return response;
      });
}

}  // namespace sems::identity::handlers
