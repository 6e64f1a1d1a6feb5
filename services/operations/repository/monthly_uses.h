#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/monthly_use.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

// What is stored under the lines' keys and near them, locked.
records::StoredRecords<MonthlyUse> LoadMonthlyUses(db::Tx& tx, const server::SiteScope& site,
                                                   MonthlyKind kind,
                                                   const std::vector<MonthlyUseLine>& lines);

// Keeps the former rows of what changes, then changes it: at most three statements.
void SaveMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                     const std::vector<Write<MonthlyUse>>& writes, const Actor& actor);

struct MonthlyUseCursor {
  absl::CivilMonth month;
  std::string item_id;
};
ListedPage<MonthlyUse> ListMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                                       absl::CivilMonth first, absl::CivilMonth last,
                                       const std::optional<MonthlyUseCursor>& after, int limit);

// All of the kind in the month, in the order of the items' ids.
std::vector<Listed<MonthlyUse>> MonthOfMonthlyUses(db::Tx& tx, const server::SiteScope& site,
                                                   MonthlyKind kind, absl::CivilMonth month);

}  // namespace sems::operations::repository
