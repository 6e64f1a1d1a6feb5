#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ieps/convert.h"
#include "services/ieps/errors.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {
namespace {

// What the draft makes of a tab: the version after the one that the year has.
SavedTabRow NextVersion(const DraftBase& base, const server::Call& call, int survey_year) {
  SavedTabRow saved;
  saved.tab = base.tab;
  saved.survey_year = survey_year;
  saved.version = base.survey_year == survey_year ? base.version + 1 : 1;
  saved.saved_at = call.now();
  saved.saved_by = call.caller().account_id;
  return saved;
}

}  // namespace

absl::StatusOr<v1::SaveMappingResponse> SaveMapping(Deps& deps, server::Call& call,
                                                    const v1::SaveMappingRequest& request) {
  const absl::StatusOr<Draft> draft = ReadDraft(call, request.draft_id(), request.survey_year());
  if (!draft.ok()) return draft.status();
  if (!draft->checked_at) return DraftNotChecked();
  if (draft->error_count > 0) return DraftHasErrors(draft->error_count);
  const absl::StatusOr<Inventory> inventory = FetchInventory(deps, call, request.survey_year());
  if (!inventory.ok()) return inventory.status();
  // The inventory may have changed since the check.
  const std::vector<MappingIssue> issues =
      CheckDraft(deps.catalog, *inventory, draft->Tabs(), draft->rows);
  const auto errors = std::count_if(issues.begin(), issues.end(), [](const MappingIssue& issue) {
    return issue.severity == Severity::kError;
  });
  if (errors > 0) return DraftHasErrors(static_cast<int>(errors));

  return call.Write<v1::SaveMappingResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SaveMappingResponse> {
        if (!UseUpDraft(call.site(), work.tx(), draft->draft_id)) {
          return DraftNotFound(draft->draft_id);
        }
        const std::vector<SavedTabRow> now =
            FindSavedTabs(call.site(), work.tx(), request.survey_year());
        if (BasesOf(now, draft->Tabs()) != draft->bases) return DraftStale();
        v1::SaveMappingResponse response;
        std::string detail = absl::StrCat("{\"draft\":\"", draft->draft_id, "\",\"tabs\":[");
        for (const DraftBase& base : draft->bases) {
          const SavedTabRow saved = NextVersion(base, call, request.survey_year());
          const TabMapping mapping = ToMapping(base.tab, *inventory, draft->rows);
          if (!InsertSavedTab(call.site(), work.tx(), saved, mapping)) return DraftStale();
          *response.add_saved_tabs() = ToProto(saved);
          absl::StrAppend(&detail, base == draft->bases.front() ? "" : ",",
                          "{\"tab\":", static_cast<int>(base.tab), ",\"version\":", saved.version,
                          ",\"items\":", mapping.size(), "}");
        }
        work.Audit({.stream_id = call.site().site_id(),
                    .action = "IEPS_MAPPING_SAVED",
                    .subject = absl::StrCat("ieps mapping ", request.survey_year()),
                    .detail = detail + "]}"});
        return response;
      });
}

}  // namespace sems::ieps::handlers
