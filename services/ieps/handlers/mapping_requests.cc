#include "services/ieps/handlers/mapping_requests.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/ieps/convert.h"
#include "services/ieps/errors.h"

namespace sems::ieps::handlers {
namespace {

constexpr absl::Duration kDraftLife = absl::Hours(2);

}  // namespace

absl::StatusOr<std::vector<Tab>> ReadTabs(v1::FacilityTab tab) {
  if (tab == v1::FACILITY_TAB_UNSPECIFIED) {
    return std::vector<Tab>{Tab::kStack, Tab::kControlDevice, Tab::kEmissionFacility,
                            Tab::kProduct};
  }
  if (const std::optional<Tab> one = ToTab(tab)) return std::vector<Tab>{*one};
  FieldErrors errors;
  errors.Add("tab", "UNKNOWN", "is no tab", "없는 탭입니다.");
  return errors.ToStatus();
}

absl::StatusOr<SavedState> ReadSaved(server::Call& call, int survey_year,
                                     const std::vector<Tab>& tabs) {
  return call.Read<SavedState>([&](db::Tx& tx) -> absl::StatusOr<SavedState> {
    SavedState state;
    state.tabs = FindSavedTabs(call.site(), tx, survey_year);
    std::erase_if(state.tabs, [&tabs](const SavedTabRow& saved) {
      return std::find(tabs.begin(), tabs.end(), saved.tab) == tabs.end();
    });
    state.mapping = LoadMapping(call.site(), tx, state.tabs);
    return state;
  });
}

std::vector<DraftBase> BasesOf(const std::vector<SavedTabRow>& saved,
                               const std::vector<Tab>& tabs) {
  std::vector<DraftBase> bases;
  for (Tab tab : tabs) {
    DraftBase& base = bases.emplace_back();
    base.tab = tab;
    for (const SavedTabRow& one : saved) {
      if (one.tab == tab) base = {tab, one.survey_year, one.version};
    }
  }
  return bases;
}

absl::StatusOr<Draft> ReadDraft(server::Call& call, const std::string& draft_id, int survey_year) {
  if (!IsUuid(draft_id)) {
    FieldErrors errors;
    errors.Add("draft_id", "FORMAT", "is no id (UUID)", "초안 ID(UUID)가 아닙니다.");
    return errors.ToStatus();
  }
  return call.Read<Draft>([&](db::Tx& tx) -> absl::StatusOr<Draft> {
    std::optional<Draft> draft = FindDraft(call.site(), tx, draft_id, survey_year);
    if (!draft) return DraftNotFound(draft_id);
    if (draft->expires_at <= call.now()) return DraftExpired();
    return *std::move(draft);
  });
}

absl::StatusOr<Draft> NewDraft(server::Call& call, server::UnitOfWork& work, int survey_year,
                               const std::vector<Tab>& tabs, std::vector<DraftRow> rows) {
  Draft draft;
  draft.draft_id = NewUuidV7(call.now());
  draft.survey_year = survey_year;
  draft.bases = BasesOf(FindSavedTabs(call.site(), work.tx(), survey_year), tabs);
  draft.rows = std::move(rows);
  draft.created_at = call.now();
  draft.created_by = call.caller().account_id;
  draft.expires_at = call.now() + kDraftLife;
  InsertDraft(call.site(), work.tx(), draft);
  work.Audit({.stream_id = call.site().site_id(),
              .action = "IEPS_MAPPING_DRAFTED",
              .subject = absl::StrCat("ieps mapping ", survey_year),
              .detail = absl::StrCat("{\"draft\":\"", draft.draft_id,
                                     "\",\"rows\":", draft.rows.size(), "}")});
  return draft;
}

}  // namespace sems::ieps::handlers
