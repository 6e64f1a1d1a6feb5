#include "common/records/etag.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/jurisdiction.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::ListJurisdictionsResponse> ListJurisdictions(
    Deps& deps, server::Call& call, const v1::ListJurisdictionsRequest& request) {
  const std::string& own = call.caller().account_id;
  const std::string& account_id = request.account_id().empty() ? own : request.account_id();
  const bool administrator = call.caller().role == common::v1::ROLE_NIER_ADMIN;
  if (!administrator && account_id != own) return PermissionDenied();
  if (!IsUuid(account_id)) return AccountNotFound(account_id);

  return call.Read<v1::ListJurisdictionsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListJurisdictionsResponse> {
        if (!FindAuthority(tx, account_id).has_value()) return AccountNotFound(account_id);
        const JurisdictionRow jurisdiction = FindJurisdiction(tx, account_id);
        v1::ListJurisdictionsResponse response;
        AddJurisdictions(jurisdiction.district_codes, *response.mutable_jurisdictions());
        response.set_etag(records::FormatEtag(jurisdiction.version));
        if (jurisdiction.set_at.has_value()) {
          *response.mutable_set_at() = ToTimestamp(*jurisdiction.set_at);
        }
        return response;
      });
}

}  // namespace sems::identity::handlers
