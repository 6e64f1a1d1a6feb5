#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ieps/convert.h"
#include "services/ieps/errors.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {

absl::StatusOr<v1::CheckMappingResponse> CheckMapping(Deps& deps, server::Call& call,
                                                      const v1::CheckMappingRequest& request) {
  absl::StatusOr<Draft> draft = ReadDraft(call, request.draft_id(), request.survey_year());
  if (!draft.ok()) return draft.status();
  const absl::StatusOr<Inventory> inventory = FetchInventory(deps, call, request.survey_year());
  if (!inventory.ok()) return inventory.status();
  const std::vector<MappingIssue> issues =
      CheckDraft(deps.catalog, *inventory, draft->Tabs(), draft->rows);
  const int errors =
      static_cast<int>(std::count_if(issues.begin(), issues.end(), [](const MappingIssue& issue) {
        return issue.severity == Severity::kError;
      }));
  draft->checked_at = call.now();
  draft->error_count = errors;

  return call.Write<v1::CheckMappingResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CheckMappingResponse> {
        if (!MarkChecked(call.site(), work.tx(), draft->draft_id, call.now(), errors)) {
          return DraftNotFound(draft->draft_id);
        }
        work.Audit({.stream_id = call.site().site_id(),
                    .action = "IEPS_MAPPING_CHECKED",
                    .subject = absl::StrCat("ieps mapping ", request.survey_year()),
                    .detail = absl::StrCat("{\"draft\":\"", draft->draft_id,
                                           "\",\"errors\":", errors, "}")});
        v1::CheckMappingResponse response;
        response.set_ok(errors == 0);
        response.set_error_count(errors);
        response.set_warning_count(static_cast<int>(issues.size()) - errors);
        for (const MappingIssue& issue : issues) *response.add_issues() = ToProto(issue);
        *response.mutable_draft() = ToProto(call.site().site_id(), *draft);
        return response;
      });
}

}  // namespace sems::ieps::handlers
