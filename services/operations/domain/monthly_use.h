#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/records/line_problems.h"
#include "common/values/decimal.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// What is counted by item and month. The numbers are stored.
enum class MonthlyKind {
  kMaterial = 1,  // 원료사용량
  kEnergy = 2,    // 전기사용량
  kProduct = 3,   // 제품생산량
};

// One item in one month.
struct MonthlyUse {
  std::string item_id;
  absl::CivilMonth month;
  Decimal amount;
  bool operator==(const MonthlyUse&) const = default;
};

// A line as it was sent.
struct RawMonthlyUse {
  std::string_view item_id = {};
  std::string_view month = {};
  std::string_view amount = {};
  std::string_view etag = {};
  bool remove = false;
};

using MonthlyUseLine = records::BatchLine<MonthlyUse>;

// What differs between the kinds.
struct MonthlyKindFacts {
  MonthlyKind kind;
  calendar::RecordKind record_kind;
  InventoryItems Inventory::*items;
  std::string_view id_field;  // of the line: "material_id"
  std::string_view label;     // "material"
  records::ProblemKind unknown;
};
const MonthlyKindFacts& FactsOf(MonthlyKind kind);

MonthlyUseLine ReadMonthlyUse(const MonthlyKindFacts& facts, const RawMonthlyUse& raw, int line,
                              absl::CivilDay today, records::LineProblems& problems);

// The item exists in the year's inventory and was in use.
void CheckItems(const MonthlyKindFacts& facts, const std::vector<MonthlyUseLine>& lines,
                const Inventories& inventories, records::LineProblems& problems);

std::string MonthlyUseKey(std::string_view item_id, absl::CivilMonth month);

}  // namespace sems::operations
