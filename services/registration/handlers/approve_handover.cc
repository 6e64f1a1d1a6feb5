#include <optional>

#include "services/registration/convert.h"
#include "services/registration/handlers/approval.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/applications.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

// Whether the site is still what the officer was shown beside the applicant.
bool IsAsShown(const server::Scope& scope, db::Tx& tx, const Application& application,
               const v1::ApproveHandoverRequest& request) {
  for (const repository::NumberedSite& found :
       repository::LockSitesByNumber(scope, tx, {application.change->previous})) {
    if (!found.in_scope) continue;
    return found.site.id == request.site_id() && EtagOf(found.site.version) == request.site_etag();
  }
  return true;  // no such site is the decision's to refuse
}

}  // namespace

absl::StatusOr<v1::ApproveHandoverResponse> ApproveHandover(
    Deps& deps, server::Call& call, const v1::ApproveHandoverRequest& request) {
  const std::string& id = request.application_id();
  FieldErrors errors;
  CheckId("application_id", id, errors);
  CheckId("site_id", request.site_id(), errors);
  if (request.site_etag().empty()) errors.Required("site_etag");
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::ApproveHandoverResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::ApproveHandoverResponse> {
        const std::vector<Application> locked =
            repository::LockApplications(call.scope(), work.tx(), {id});
        if (locked.empty()) return NoApplication(call.scope(), id);
        const Application& application = locked.front();
        if (application.state == ApplicationState::kPending && application.is_handover &&
            !IsAsShown(call.scope(), work.tx(), application, request)) {
          return EtagMismatch("site", "사업장");
        }
        const std::vector<Decided> decided =
            Approve(deps, call, work, locked, ApprovalMode::kHandover);
        if (decided.front().refusal != Refusal::kNone) return ToStatus(decided.front().refusal);

        v1::ApproveHandoverResponse response;
        *response.mutable_application() =
            ToProto(*repository::FindApplication(call.scope(), work.tx(), application.id),
                    Audience::kOfficer);
        return response;
      });
}

}  // namespace sems::registration::handlers
