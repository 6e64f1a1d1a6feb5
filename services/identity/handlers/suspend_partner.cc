#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/reason.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/partner.h"

namespace sems::identity::handlers {
namespace {

template <class Response, class Request>
absl::StatusOr<Response> SetSuspended(server::Call& call, const Request& request, bool suspended) {
  if (absl::Status status = CheckReason(request.reason()); !status.ok()) return status;
  if (!IsUuid(request.partner_id())) return PartnerNotFound(request.partner_id());
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
    std::optional<PartnerRow> partner = LockPartner(work.tx(), request.partner_id());
    if (!partner.has_value()) return PartnerNotFound(request.partner_id());
    if (partner->suspended == suspended) {
      work.NothingChanged();
    } else {
      partner->suspended = suspended;
      UpdatePartner(work.tx(), *partner, call.now(), call.caller().account_id);
      ++partner->version;
      work.Audit({.stream_id = partner->partner_id,
                  .action = suspended ? "PARTNER_SUSPENDED" : "PARTNER_RESUMED",
                  .subject = "partner " + partner->partner_id,
                  .detail = ReasonDetail(request.reason())});
    }
    Response response;
    *response.mutable_partner() = ToProto(*partner);
    return response;
  });
}

}  // namespace

absl::StatusOr<v1::SuspendPartnerResponse> SuspendPartner(
    Deps& deps, server::Call& call, const v1::SuspendPartnerRequest& request) {
  return SetSuspended<v1::SuspendPartnerResponse>(call, request, true);
}

absl::StatusOr<v1::ResumePartnerResponse> ResumePartner(Deps& deps, server::Call& call,
                                                        const v1::ResumePartnerRequest& request) {
  return SetSuspended<v1::ResumePartnerResponse>(call, request, false);
}

}  // namespace sems::identity::handlers
