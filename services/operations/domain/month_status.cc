#include "services/operations/domain/month_status.h"

#include <algorithm>
#include <utility>

#include "common/values/civil.h"

namespace sems::operations {
namespace {

void Conclude(MonthStatus& status, absl::CivilDay today) {
  if (status.expected == 0) {
    status.status = RecordStatus::kNotDue;
  } else if (status.missing.empty()) {
    status.status = status.counts.late > 0 ? RecordStatus::kLate : RecordStatus::kEntered;
  } else {
    status.status = today > status.due_on ? RecordStatus::kMissing : RecordStatus::kNotDue;
  }
}

}  // namespace

MonthStatus DailyStatus(calendar::RecordKind kind, const std::vector<InventoryItem>& items,
                        const EnteredDays& entered, StoredCounts counts, absl::CivilMonth month,
                        absl::CivilDay today) {
  MonthStatus status{.due_on = calendar::SemsDueOn(kind, month), .counts = counts, .missing = {}};
  const absl::CivilDay last = std::min(LastDay(month), today);
  for (const InventoryItem& item : items) {
    MissingRecord missing{item.id, item.number, item.name, {}};
    for (absl::CivilDay day = FirstDay(month); day <= last; ++day) {
      if (!IsOpenOn(item, day)) break;
      ++status.expected;
      if (entered.count({item.id, day}) > 0) {
        ++status.entered;
      } else {
        missing.days.push_back(day);
      }
    }
    if (!missing.days.empty()) status.missing.push_back(std::move(missing));
  }
  // A month that is not over is not complete, however much of it is there.
  Conclude(status, today);
  if (today < LastDay(month) && status.status != RecordStatus::kMissing)
    status.status = RecordStatus::kNotDue;
  return status;
}

MonthStatus MonthlyStatus(calendar::RecordKind kind, const std::vector<InventoryItem>& items,
                          const std::set<std::string>& entered, StoredCounts counts,
                          absl::CivilMonth month, absl::CivilDay today) {
  MonthStatus status{.due_on = calendar::SemsDueOn(kind, month), .counts = counts, .missing = {}};
  for (const InventoryItem& item : items) {
    if (!IsOpenOn(item, FirstDay(month))) continue;
    ++status.expected;
    if (entered.count(item.id) > 0) {
      ++status.entered;
    } else {
      status.missing.push_back({item.id, item.number, item.name, {}});
    }
  }
  Conclude(status, today);
  return status;
}

std::vector<InventoryItem> FuelPairItems(const Inventory& inventory) {
  std::vector<InventoryItem> items;
  for (const FuelPair& pair : inventory.fuel_pairs) {
    const InventoryItem* facility = inventory.emission_facilities.Find(pair.emission_facility_id);
    const InventoryItem* fuel = inventory.fuels.Find(pair.fuel_id);
    if (facility == nullptr || fuel == nullptr) continue;
    InventoryItem item{FuelPairId(facility->id, fuel->id), facility->number + " / " + fuel->number,
                       facility->name + " / " + fuel->name, facility->closed_on};
    if (fuel->closed_on && (!item.closed_on || *fuel->closed_on < *item.closed_on))
      item.closed_on = fuel->closed_on;
    items.push_back(std::move(item));
  }
  return items;
}

std::string FuelPairId(std::string_view emission_facility_id, std::string_view fuel_id) {
  return std::string(emission_facility_id) + '/' + std::string(fuel_id);
}

std::string_view StatusKo(RecordStatus status) {
  switch (status) {
    case RecordStatus::kEntered:
      return "입력";
    case RecordStatus::kLate:
      return "지연";
    case RecordStatus::kMissing:
      return "미입력";
    case RecordStatus::kNotDue:
      break;
  }
  return "-";
}

std::string_view RecordNameKo(calendar::RecordKind kind) {
  switch (kind) {
    case calendar::RecordKind::kStackHours:
      return "배출구 가동시간";
    case calendar::RecordKind::kDeviceOperation:
      return "방지시설 운전사항";
    case calendar::RecordKind::kSelfMeasurement:
      return "자가측정사항";
    case calendar::RecordKind::kFuel:
      return "연료사용량";
    case calendar::RecordKind::kMaterial:
      return "원료사용량";
    case calendar::RecordKind::kEnergy:
      return "전기사용량";
    case calendar::RecordKind::kProduct:
      return "제품생산량";
  }
  return "";
}

}  // namespace sems::operations
