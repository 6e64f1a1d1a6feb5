#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/ieps/v1/form.pb.h"
#include "services/ieps/domain/mapping.h"
#include "services/ieps/repository/draft.h"
#include "services/ieps/repository/mapping.h"

// What the RPCs of the facility mapping have in common.
namespace sems::ieps::handlers {

// All four for an unset tab; INVALID_ARGUMENT for a value that is none.
absl::StatusOr<std::vector<Tab>> ReadTabs(v1::FacilityTab tab);

struct SavedState {
  std::vector<SavedTabRow> tabs;
  SavedMapping mapping;
};
// What is saved for the year (or the latest year before), of these tabs.
absl::StatusOr<SavedState> ReadSaved(server::Call& call, int survey_year,
                                     const std::vector<Tab>& tabs);

// What is in force of each tab now.
std::vector<DraftBase> BasesOf(const std::vector<SavedTabRow>& saved, const std::vector<Tab>& tabs);

// A draft that may still be worked on: INVALID_ARGUMENT for an id that is none, NOT_FOUND,
// FAILED_PRECONDITION DRAFT_EXPIRED.
absl::StatusOr<Draft> ReadDraft(server::Call& call, const std::string& draft_id, int survey_year);

// Stores rows as a new draft.
absl::StatusOr<Draft> NewDraft(server::Call& call, server::UnitOfWork& work, int survey_year,
                               const std::vector<Tab>& tabs, std::vector<DraftRow> rows);

}  // namespace sems::ieps::handlers
