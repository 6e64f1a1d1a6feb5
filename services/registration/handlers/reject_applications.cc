#include "absl/strings/str_cat.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/selection.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::RejectApplicationsResponse> RejectApplications(
    Deps&, server::Call& call, const v1::RejectApplicationsRequest& request) {
  FieldErrors errors;
  const std::string reason = ReadReason("reason", request.reason(), errors);
  absl::StatusOr<Selection> selection = ReadSelection(call, request, errors);
  if (!selection.ok()) return selection.status();

  return call.Write<v1::RejectApplicationsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RejectApplicationsResponse> {
        const Taken taken = TakeSelection(call.scope(), work.tx(), *selection);
        std::vector<Decided> decided;
        std::vector<std::string> rejected;
        for (const Application& application : taken.locked) {
          const Refusal refusal =
              CheckRejection({.state = application.state,
                              .own = application.applicant_account_id == call.caller().account_id});
          if (refusal != Refusal::kNone) {
            decided.push_back({application.id, refusal, application.state, application.site_id});
            continue;
          }
          decided.push_back({application.id, Refusal::kNone, ApplicationState::kRejected});
          rejected.push_back(application.id);
          work.Audit({.stream_id = application.id,
                      .action = "APPLICATION_REJECTED",
                      .subject = absl::StrCat("application ", application.id),
                      .detail = "{}"});
        }
        if (rejected.empty()) {
          work.NothingChanged();
        } else {
          repository::StoreRejections(call.scope(), work.tx(), rejected, reason,
                                      call.caller().account_id, call.now());
        }
        return Answer<v1::RejectApplicationsResponse>(*selection, taken, std::move(decided));
      });
}

}  // namespace sems::registration::handlers
