#include "absl/strings/str_join.h"
#include "common/auth/public_jwk.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/utf8.h"
#include "services/identity/errors.h"
#include "services/identity/grants.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/partner.h"

namespace sems::identity::handlers {
namespace {

constexpr size_t kLongestName = 100;

auth::PublicJwk ReadKey(const std::string& text, FieldErrors& errors) {
  if (std::optional<auth::PublicJwk> key = auth::ReadPublicJwk(text)) return *std::move(key);
  errors.Add("public_jwk", "KEY_UNUSABLE", "is no public P-256 key in JWK form",
             "P-256 공개키(JWK)가 아닙니다.");
  return {};
}

}  // namespace

absl::StatusOr<v1::RegisterPartnerResponse> RegisterPartner(
    Deps& deps, server::Call& call, const v1::RegisterPartnerRequest& request) {
  FieldErrors errors;
  if (request.name().find_first_not_of(" \t\r\n") == std::string::npos) {
    errors.Required("name");
  } else if (Characters(request.name()).size() > kLongestName) {
    errors.Add("name", "TOO_LONG", "is too long", "입력할 수 있는 길이를 넘었습니다.");
  }
  const auth::PublicJwk key = ReadKey(request.public_jwk(), errors);
  PartnerRow partner{
      .partner_id = NewUuidV7(call.now()),
      .name = request.name(),
      .public_jwk = key.jwk,
      .key_id = key.key_id,
      .granted_roles = ReadStatutoryRoles(request.granted_roles(), errors),
      .district_codes = ReadDistricts(request.district_codes(), call.today(), errors),
      .registered_at = call.now()};
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::RegisterPartnerResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RegisterPartnerResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        InsertPartner(work.tx(), partner, call.caller().account_id);
        work.Audit({.stream_id = partner.partner_id,
                    .action = "PARTNER_REGISTERED",
                    .subject = "partner " + partner.partner_id,
                    .detail = "{\"granted_roles\":\"" + absl::StrJoin(partner.granted_roles, ",") +
                              "\",\"district_codes\":\"" +
                              absl::StrJoin(partner.district_codes, ",") + "\"}"});
        v1::RegisterPartnerResponse response;
        *response.mutable_partner() = ToProto(partner);
        return response;
      });
}

absl::StatusOr<v1::ReplacePartnerKeyResponse> ReplacePartnerKey(
    Deps& deps, server::Call& call, const v1::ReplacePartnerKeyRequest& request) {
  FieldErrors errors;
  const auth::PublicJwk key = ReadKey(request.public_jwk(), errors);
  if (!errors.empty()) return errors.ToStatus();
  if (!IsUuid(request.partner_id())) return PartnerNotFound(request.partner_id());
  return call.Write<v1::ReplacePartnerKeyResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::ReplacePartnerKeyResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        std::optional<PartnerRow> partner = LockPartner(work.tx(), request.partner_id());
        if (!partner.has_value()) return PartnerNotFound(request.partner_id());
        if (!request.etag().empty() && request.etag() != ToProto(*partner).etag())
          return EtagMismatch("partner", "연계 기관 시스템");
        partner->public_jwk = key.jwk;
        partner->key_id = key.key_id;
        UpdatePartner(work.tx(), *partner, call.now(), call.caller().account_id);
        ++partner->version;
        work.Audit({.stream_id = partner->partner_id,
                    .action = "PARTNER_KEY_REPLACED",
                    .subject = "partner " + partner->partner_id,
                    .detail = "{}"});
        v1::ReplacePartnerKeyResponse response;
        *response.mutable_partner() = ToProto(*partner);
        return response;
      });
}

}  // namespace sems::identity::handlers
