#include <algorithm>
#include <set>

#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/domain/month_status.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/completeness.h"

namespace sems::operations::handlers {
namespace {

using Response = internal::v1::ListMonthCompletenessResponse;
using repository::CountsByMonth;
using repository::MonthSpan;

constexpr int kMaxMonths = 60;

int DaysExpected(const std::vector<InventoryItem>& items, absl::CivilMonth month) {
  int days = 0;
  for (const InventoryItem& item : items) {
    absl::CivilDay end = LastDay(month) + 1;
    if (item.closed_on) end = std::min(end, *item.closed_on);
    days += std::max<int>(0, static_cast<int>(end - FirstDay(month)));
  }
  return days;
}

int ItemsExpected(const std::vector<InventoryItem>& items, absl::CivilMonth month) {
  return static_cast<int>(std::count_if(items.begin(), items.end(), [&](const InventoryItem& item) {
    return IsOpenOn(item, FirstDay(month));
  }));
}

// Pairs whose facility and fuel are still in use when the month begins: those that are expected.
std::vector<FuelPair> PairsIn(const Inventory& inventory, absl::CivilMonth month) {
  std::vector<FuelPair> open;
  for (const FuelPair& pair : inventory.fuel_pairs) {
    const InventoryItem* facility = inventory.emission_facilities.Find(pair.emission_facility_id);
    const InventoryItem* fuel = inventory.fuels.Find(pair.fuel_id);
    if (facility != nullptr && fuel != nullptr && IsOpenOn(*facility, FirstDay(month)) &&
        IsOpenOn(*fuel, FirstDay(month)))
      open.push_back(pair);
  }
  return open;
}

int At(const CountsByMonth& counts, absl::CivilMonth month) {
  const auto found = counts.find(month);
  return found == counts.end() ? 0 : found->second;
}

// The months of one survey year, which one inventory describes.
void AddYear(db::Tx& tx, const server::SiteScope& site, const Inventory& inventory,
             MonthSpan months, Response& response) {
  const CountsByMonth stack_hours =
      repository::CountStackHours(tx, site, inventory.stacks.all(), months);
  const CountsByMonth devices =
      repository::CountDeviceOperations(tx, site, inventory.devices.all(), months);
  const struct {
    v1::RecordKind kind;
    MonthlyKind monthly;
    CountsByMonth entered;
  } monthly_kinds[] = {{v1::RECORD_KIND_MATERIAL_USE, MonthlyKind::kMaterial,
                        repository::CountMonthlyUses(tx, site, MonthlyKind::kMaterial,
                                                     inventory.materials.all(), months)},
                       {v1::RECORD_KIND_ENERGY_USE, MonthlyKind::kEnergy,
                        repository::CountMonthlyUses(tx, site, MonthlyKind::kEnergy,
                                                     inventory.energies.all(), months)},
                       {v1::RECORD_KIND_PRODUCT_OUTPUT, MonthlyKind::kProduct,
                        repository::CountMonthlyUses(tx, site, MonthlyKind::kProduct,
                                                     inventory.products.all(), months)}};
  const auto late = repository::CountLate(tx, site, months);
  const auto add = [&](absl::CivilMonth month, v1::RecordKind kind, int expected, int entered) {
    if (expected == 0) return;
    internal::v1::MonthCompleteness& row = *response.add_rows();
    row.set_month(FormatMonth(month));
    row.set_kind(kind);
    row.set_expected_count(expected);
    row.set_entered_count(std::min(entered, expected));
    if (const auto found = late.find({month, kind}); found != late.end())
      row.set_late_count(found->second);
  };
  for (absl::CivilMonth month = months.first; month <= months.last; ++month) {
    add(month, v1::RECORD_KIND_STACK_HOURS, DaysExpected(inventory.stacks.all(), month),
        At(stack_hours, month));
    add(month, v1::RECORD_KIND_DEVICE_OPERATION, DaysExpected(inventory.devices.all(), month),
        At(devices, month));
    if (const std::vector<FuelPair> pairs = PairsIn(inventory, month); !pairs.empty()) {
      add(month, v1::RECORD_KIND_FUEL_USE, static_cast<int>(pairs.size()),
          At(repository::CountFuelPairs(tx, site, pairs, {month, month}), month));
    }
    for (const auto& [kind, monthly, entered] : monthly_kinds) {
      add(month, kind, ItemsExpected((inventory.*FactsOf(monthly).items).all(), month),
          At(entered, month));
    }
  }
}

}  // namespace

absl::StatusOr<Response> ListMonthCompleteness(
    Deps& deps, server::Call& call, const internal::v1::ListMonthCompletenessRequest& request) {
  FieldErrors errors;
  const auto first = ReadMonth("from_month", request.from_month(), errors);
  const auto last = ReadMonth("to_month", request.to_month(), errors);
  if (first && last && (*last < *first || *last - *first >= kMaxMonths)) {
    errors.Add("to_month", "OUT_OF_RANGE", "must be from_month or up to 59 months later",
               "시작 년월부터 60개월 이내여야 합니다");
  }
  if (!IsUuid(request.site_id())) {
    errors.Add("site_id", "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  std::set<int> years;
  for (auto year = first->year(); year <= last->year(); ++year)
    years.insert(static_cast<int>(year));
  const absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, request.site_id(), years);
  if (!inventories.ok()) return inventories.status();

  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    for (const auto& [year, inventory] : *inventories) {
      AddYear(tx, call.SystemSite(request.site_id()), inventory,
              {std::max(*first, absl::CivilMonth(year, 1)),
               std::min(*last, absl::CivilMonth(year, 12))},
              response);
    }
    return response;
  });
}

}  // namespace sems::operations::handlers
