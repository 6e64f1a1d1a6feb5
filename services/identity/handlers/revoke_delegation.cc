#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/delegation.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::RevokeDelegationResponse> RevokeDelegation(
    Deps& deps, server::Call& call, const v1::RevokeDelegationRequest& request) {
  const absl::Status missing = NotFound("delegation", "위임", request.delegation_id());
  if (!IsUuid(request.delegation_id())) return missing;
  return call.Write<v1::RevokeDelegationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RevokeDelegationResponse> {
        std::optional<DelegationRow> delegation =
            LockDelegation(call.site(), work.tx(), request.delegation_id());
        if (!delegation.has_value()) return missing;
        v1::RevokeDelegationResponse response;
        if (delegation->revoked_at.has_value()) {
          work.NothingChanged();
          *response.mutable_delegation() = ToProto(*delegation, call.today());
          return response;
        }
        MarkRevoked(call.site(), work.tx(), delegation->delegation_id, call.now(),
                    call.caller().account_id);
        delegation->revoked_at = call.now();
        work.Audit({.stream_id = delegation->site_id,
                    .action = "DELEGATION_REVOKED",
                    .subject = "delegation " + delegation->delegation_id,
                    .detail = "{\"agent\":\"" + delegation->agent_account_id + "\"}"});
        *response.mutable_delegation() = ToProto(*delegation, call.today());
        return response;
      });
}

}  // namespace sems::identity::handlers
