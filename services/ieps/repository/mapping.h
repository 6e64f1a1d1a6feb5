#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/ieps/domain/mapping.h"

namespace sems::db {
class Tx;
}

namespace sems::ieps {

struct SavedTabRow {
  Tab tab = Tab::kStack;
  int survey_year = 0;  // for which it was saved
  std::int64_t version = 0;
  absl::Time saved_at;
  std::string saved_by;
};

// What holds for a survey year: the latest version of each tab, of that year or of the latest
// earlier one that has any (a new year copies the mapping of the last).
std::vector<SavedTabRow> FindSavedTabs(const server::SiteScope& site, db::Tx& tx, int survey_year);

// The items of these tabs.
SavedMapping LoadMapping(const server::SiteScope& site, db::Tx& tx,
                         const std::vector<SavedTabRow>& tabs);

// A new version of a tab. False when someone else has saved that version.
bool InsertSavedTab(const server::SiteScope& site, db::Tx& tx, const SavedTabRow& saved,
                    const TabMapping& mapping);

}  // namespace sems::ieps
