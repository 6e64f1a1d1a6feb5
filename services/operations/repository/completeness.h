#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/inventory.h"
#include "services/operations/domain/monthly_use.h"

// How many of the expected records are there, counted by month over a stretch of months. Records of
// what is not in the given inventory, or of days after its closing, do not count.
namespace sems::operations::repository {

struct MonthSpan {
  absl::CivilMonth first;
  absl::CivilMonth last;
};
using CountsByMonth = std::map<absl::CivilMonth, int>;

CountsByMonth CountStackHours(db::Tx& tx, const server::SiteScope& site,
                              const std::vector<InventoryItem>& stacks, MonthSpan months);
CountsByMonth CountDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                    const std::vector<InventoryItem>& devices, MonthSpan months);
// A fuel entered by day counts as entered for its month.
CountsByMonth CountFuelPairs(db::Tx& tx, const server::SiteScope& site,
                             const std::vector<FuelPair>& pairs, MonthSpan months);
CountsByMonth CountMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                               const std::vector<InventoryItem>& items, MonthSpan months);
// Records first entered late, by month and sems.operations.v1.RecordKind.
std::map<std::pair<absl::CivilMonth, int>, int> CountLate(db::Tx& tx, const server::SiteScope& site,
                                                          MonthSpan months);

}  // namespace sems::operations::repository
