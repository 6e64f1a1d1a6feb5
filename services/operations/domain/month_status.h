#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/closing_dates.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// 월별운영현황: how one kind of record stands in one month.
enum class RecordStatus {
  kEntered,  // 입력
  kLate,     // 지연
  kMissing,  // 미입력
  kNotDue,   // "-"
};

struct MissingRecord {
  std::string item_id;
  std::string item_number;
  std::string item_name;
  std::vector<absl::CivilDay> days;  // empty for records by month
};

// What is stored of the kind in the month.
struct StoredCounts {
  int late = 0;       // first entered after the deadline
  int corrected = 0;  // changed after it
};

struct MonthStatus {
  RecordStatus status = RecordStatus::kNotDue;
  absl::CivilDay due_on;
  int expected = 0;
  int entered = 0;
  StoredCounts counts;
  std::vector<MissingRecord> missing;
};

// (item, day) pairs that are there.
using EnteredDays = std::set<std::pair<std::string, absl::CivilDay>>;

// Records by day: every item on every day up to today on which it ran.
MonthStatus DailyStatus(calendar::RecordKind kind, const std::vector<InventoryItem>& items,
                        const EnteredDays& entered, StoredCounts counts, absl::CivilMonth month,
                        absl::CivilDay today);

// Records by month: every item that ran on the month's first day. `entered` holds ids.
MonthStatus MonthlyStatus(calendar::RecordKind kind, const std::vector<InventoryItem>& items,
                          const std::set<std::string>& entered, StoredCounts counts,
                          absl::CivilMonth month, absl::CivilDay today);

// Fuel: every pair of an emission facility and a fuel that it burns, as items of their own: the id
// joins both, number and name are the facility's with the fuel's.
std::vector<InventoryItem> FuelPairItems(const Inventory& inventory);
std::string FuelPairId(std::string_view emission_facility_id, std::string_view fuel_id);

// The words of the manual's screens.
std::string_view StatusKo(RecordStatus status);
std::string_view RecordNameKo(calendar::RecordKind kind);

}  // namespace sems::operations
