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

// 연료사용량: one fuel in one emission facility, in a month or on a day.
struct FuelUse {
  std::string emission_facility_id;
  std::string fuel_id;
  bool daily = false;
  absl::CivilDay day;  // of a month's total: its first day
  Decimal amount;
  bool operator==(const FuelUse&) const = default;
};

// A line as it was sent.
struct RawFuelUse {
  std::string_view emission_facility_id = {};
  std::string_view fuel_id = {};
  std::string_view month = {};
  std::string_view day = {};
  std::string_view amount = {};
  std::string_view etag = {};
  bool remove = false;
};

using FuelUseLine = records::BatchLine<FuelUse>;

// By month, or by day where entered daily (IEPS manual, 붙임 운영 전제 사항: SEMS 입력 주기를 일별
// 변경 예정).
FuelUseLine ReadFuelUse(const RawFuelUse& raw, int line, absl::CivilDay today,
                        records::LineProblems& problems);

// Facility and fuel exist in the year's inventory and were in use.
void CheckFuels(const std::vector<FuelUseLine>& lines, const Inventories& inventories,
                records::LineProblems& problems);

// A month holds its total or its days, never both: their sum would count twice. `stored` has every
// record of the lines' facilities, fuels and months.
void CheckOneGrainPerMonth(const std::vector<FuelUseLine>& lines,
                           const std::vector<records::PlannedChange>& plan,
                           const records::StoredRecords<FuelUse>& stored,
                           records::LineProblems& problems);

std::string FuelUseKey(const FuelUse& record);

}  // namespace sems::operations
