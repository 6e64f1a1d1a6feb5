#include "absl/strings/str_join.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/grants.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/partner.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::UpdateGrantsResponse> UpdateGrants(Deps& deps, server::Call& call,
                                                      const v1::UpdateGrantsRequest& request) {
  FieldErrors errors;
  const std::vector<std::string> roles = ReadStatutoryRoles(request.granted_roles(), errors);
  const std::vector<std::string> districts =
      ReadDistricts(request.district_codes(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  if (!IsUuid(request.partner_id())) return PartnerNotFound(request.partner_id());

  return call.Write<v1::UpdateGrantsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UpdateGrantsResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        std::optional<PartnerRow> partner = LockPartner(work.tx(), request.partner_id());
        if (!partner.has_value()) return PartnerNotFound(request.partner_id());
        if (!request.etag().empty() && request.etag() != ToProto(*partner).etag())
          return EtagMismatch("partner", "연계 기관 시스템");
        v1::UpdateGrantsResponse response;
        if (partner->granted_roles == roles && partner->district_codes == districts) {
          work.NothingChanged();
          *response.mutable_partner() = ToProto(*partner);
          return response;
        }
        partner->granted_roles = roles;
        partner->district_codes = districts;
        UpdatePartner(work.tx(), *partner, call.now(), call.caller().account_id);
        ++partner->version;
        work.Audit({.stream_id = partner->partner_id,
                    .action = "PARTNER_GRANTS_SET",
                    .subject = "partner " + partner->partner_id,
                    .detail = "{\"granted_roles\":\"" + absl::StrJoin(roles, ",") +
                              "\",\"district_codes\":\"" + absl::StrJoin(districts, ",") + "\"}"});
        *response.mutable_partner() = ToProto(*partner);
        return response;
      });
}

}  // namespace sems::identity::handlers
