#include "services/operations/domain/fuel_use.h"

#include <map>
#include <unordered_map>

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"
#include "services/operations/domain/item_checks.h"

namespace sems::operations {
namespace {

using records::Change;
using records::ProblemKind;

constexpr ProblemKind kMonthAndDay{"MONTH_AND_DAY", "give the month or the day, not both",
                                   "년월과 일자 중 하나만 입력해야 합니다"};
constexpr ProblemKind kNeither{"REQUIRED", "give the month or the day",
                               "년월 또는 일자를 입력해야 합니다"};
constexpr ProblemKind kTwoGrains{"MONTH_AND_DAY",
                                 "a month holds its total or daily amounts, not both",
                                 "한 달에는 월 합계와 일별 사용량 중 하나만 입력할 수 있습니다"};
constexpr ProblemKind kUnknownFacility{"UNKNOWN_EMISSION_FACILITY",
                                       "the inventory of that year has no such emission facility",
                                       "해당 조사년도의 시설현황에 없는 배출시설입니다"};
constexpr ProblemKind kUnknownFuel{"UNKNOWN_FUEL", "the inventory of that year has no such fuel",
                                   "해당 조사년도의 시설현황에 없는 연료입니다"};
constexpr ProblemKind kClosed{"ITEM_CLOSED", "was closed by then",
                              "해당 시점에는 이미 폐쇄된 항목입니다"};

std::string MonthKey(const FuelUse& record) {
  return record.emission_facility_id + ' ' + record.fuel_id + ' ' +
         FormatMonth(MonthOf(record.day));
}

}  // namespace

FuelUseLine ReadFuelUse(const RawFuelUse& raw, int line, absl::CivilDay today,
                        records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  FuelUseLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  FuelUse& record = out.record;
  record.emission_facility_id = reader.Id("emission_facility_id", raw.emission_facility_id);
  record.fuel_id = reader.Id("fuel_id", raw.fuel_id);
  record.daily = !raw.day.empty();
  bool dated = false;
  if (!raw.day.empty() && !raw.month.empty()) {
    reader.Problem("day", kMonthAndDay);
  } else if (record.daily) {
    if (const auto day = reader.Day("day", raw.day)) {
      record.day = *day;
      dated = true;
    }
  } else if (!raw.month.empty()) {
    if (const auto month = reader.Month("month", raw.month)) {
      record.day = FirstDay(*month);
      dated = true;
    }
  } else {
    reader.Problem("month", kNeither);
  }
  if (dated) {
    out.month = MonthOf(record.day);
    if (!record.emission_facility_id.empty() && !record.fuel_id.empty())
      out.key = FuelUseKey(record);
  }
  if (raw.remove) return out;
  if (const auto amount = reader.Amount("amount", raw.amount)) record.amount = *amount;
  return out;
}

void CheckFuels(const std::vector<FuelUseLine>& lines, const Inventories& inventories,
                records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const FuelUse& record = lines[i].record;
    const int line = static_cast<int>(i);
    CheckItem(inventories, &Inventory::emission_facilities, record.emission_facility_id, record.day,
              line, "emission_facility_id", kUnknownFacility, kClosed, problems);
    CheckItem(inventories, &Inventory::fuels, record.fuel_id, record.day, line, "fuel_id",
              kUnknownFuel, kClosed, problems);
  }
}

void CheckOneGrainPerMonth(const std::vector<FuelUseLine>& lines,
                           const std::vector<records::PlannedChange>& plan,
                           const records::StoredRecords<FuelUse>& stored,
                           records::LineProblems& problems) {
  struct Grains {
    int daily = 0;
    int monthly = 0;
    std::vector<int> lines;  // that put something there
  };
  std::unordered_map<std::string, Grains> months;
  for (const auto& [key, before] : stored) {
    Grains& grains = months[MonthKey(before.record)];
    ++(before.record.daily ? grains.daily : grains.monthly);
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty() || problems.IsBad(static_cast<int>(i))) continue;
    const Change change = plan[i].change;
    if (change != Change::kInsert && change != Change::kRemove) continue;
    Grains& grains = months[MonthKey(lines[i].record)];
    (lines[i].record.daily ? grains.daily : grains.monthly) += change == Change::kInsert ? 1 : -1;
    if (change == Change::kInsert) grains.lines.push_back(static_cast<int>(i));
  }
  for (const auto& [key, grains] : months) {
    if (grains.daily == 0 || grains.monthly == 0) continue;
    for (int line : grains.lines)
      problems.Add(line, lines[static_cast<size_t>(line)].record.daily ? "day" : "month",
                   kTwoGrains);
  }
}

std::string FuelUseKey(const FuelUse& record) {
  return record.emission_facility_id + ' ' + record.fuel_id + ' ' +
         (record.daily ? FormatDay(record.day) : FormatMonth(MonthOf(record.day)));
}

}  // namespace sems::operations
