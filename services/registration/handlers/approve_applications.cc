#include "services/registration/handlers/approval.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/selection.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ApproveApplicationsResponse> ApproveApplications(
    Deps& deps, server::Call& call, const v1::ApproveApplicationsRequest& request) {
  FieldErrors errors;
  absl::StatusOr<Selection> selection = ReadSelection(call, request, errors);
  if (!selection.ok()) return selection.status();

  return call.Write<v1::ApproveApplicationsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::ApproveApplicationsResponse> {
        const Taken taken = TakeSelection(call.scope(), work.tx(), *selection);
        auto response = Answer<v1::ApproveApplicationsResponse>(
            *selection, taken, Approve(deps, call, work, taken.locked, ApprovalMode::kSelection));
        if (response.saved_count() == 0) work.NothingChanged();
        return response;
      });
}

}  // namespace sems::registration::handlers
