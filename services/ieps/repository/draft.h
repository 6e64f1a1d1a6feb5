#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/ieps/domain/mapping_check.h"

namespace sems::db {
class Tx;
}

namespace sems::ieps {

// What was in force of a tab when a draft of it was made.
struct DraftBase {
  Tab tab = Tab::kStack;
  int survey_year = 0;  // 0: nothing
  std::int64_t version = 0;

  bool operator==(const DraftBase&) const = default;
};

// Its rows never change; a new upload is a new draft.
struct Draft {
  std::string draft_id;
  int survey_year = 0;
  std::vector<DraftBase> bases;
  std::vector<DraftRow> rows;
  absl::Time created_at;
  std::string created_by;
  absl::Time expires_at;
  std::optional<absl::Time> checked_at;
  int error_count = 0;  // of the last check

  std::vector<Tab> Tabs() const;
};

void InsertDraft(const server::SiteScope& site, db::Tx& tx, const Draft& draft);
// With its rows, expired ones too.
std::optional<Draft> FindDraft(const server::SiteScope& site, db::Tx& tx,
                               const std::string& draft_id, int survey_year);
// False when it is gone.
bool MarkChecked(const server::SiteScope& site, db::Tx& tx, const std::string& draft_id,
                 absl::Time at, int error_count);
// Takes it away; false when someone else has.
bool UseUpDraft(const server::SiteScope& site, db::Tx& tx, const std::string& draft_id);

}  // namespace sems::ieps
