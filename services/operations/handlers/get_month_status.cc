#include <algorithm>

#include "common/values/civil.h"
#include "services/operations/convert.h"
#include "services/operations/domain/month_status.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/device_operations.h"
#include "services/operations/repository/fuel_uses.h"
#include "services/operations/repository/monthly_uses.h"
#include "services/operations/repository/stack_hours.h"

namespace sems::operations::handlers {
namespace {

// Ids of what has a record in the month.
std::set<std::string> EnteredItems(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                                   absl::CivilMonth month) {
  std::set<std::string> ids;
  for (const auto& listed : repository::MonthOfMonthlyUses(tx, site, kind, month))
    ids.insert(listed.record.item_id);
  return ids;
}

}  // namespace

absl::StatusOr<v1::GetMonthStatusResponse> GetMonthStatus(
    Deps& deps, server::Call& call, const v1::GetMonthStatusRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  if (month && *month > MonthOf(call.today())) {
    errors.Add("month", "FUTURE_MONTH", "must not be in the future",
               "미래의 년월은 조회할 수 없습니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  const int year = static_cast<int>(month->year());
  const absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), {year});
  if (!inventories.ok()) return inventories.status();
  const auto found = inventories->find(year);
  const Inventory inventory = found == inventories->end() ? Inventory() : found->second;

  using Response = v1::GetMonthStatusResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const server::SiteScope& site = call.site();
    const absl::CivilDay today = call.today();
    std::map<int, repository::RecordCount> counts = repository::FindCounts(tx, site, *month);
    const auto counted = [&](v1::RecordKind kind) {
      return StoredCounts{counts[kind].late, counts[kind].corrected};
    };
    Response response;
    *response.mutable_period() = ToProto(repository::FindPeriod(tx, site, *month));
    using calendar::RecordKind;

    EnteredDays stack_days;
    for (const auto& listed : repository::MonthOfStackHours(tx, site, *month)) {
      stack_days.insert({listed.record.stack_id, listed.record.day});
    }
    *response.add_records() =
        ToProto(v1::RECORD_KIND_STACK_HOURS, RecordKind::kStackHours,
                DailyStatus(RecordKind::kStackHours, inventory.stacks.all(), stack_days,
                            counted(v1::RECORD_KIND_STACK_HOURS), *month, today));
    EnteredDays device_days;
    for (const auto& listed : repository::MonthOfDeviceOperations(tx, site, *month).rows) {
      device_days.insert({listed.record.device_id, listed.record.day});
    }
    *response.add_records() =
        ToProto(v1::RECORD_KIND_DEVICE_OPERATION, RecordKind::kDeviceOperation,
                DailyStatus(RecordKind::kDeviceOperation, inventory.devices.all(), device_days,
                            counted(v1::RECORD_KIND_DEVICE_OPERATION), *month, today));
    // Fuel entered by day counts as entered for its month.
    std::set<std::string> fuels;
    for (const auto& listed : repository::MonthOfFuelUses(tx, site, *month)) {
      fuels.insert(FuelPairId(listed.record.emission_facility_id, listed.record.fuel_id));
    }
    *response.add_records() =
        ToProto(v1::RECORD_KIND_FUEL_USE, RecordKind::kFuel,
                MonthlyStatus(RecordKind::kFuel, FuelPairItems(inventory), fuels,
                              counted(v1::RECORD_KIND_FUEL_USE), *month, today));
    const struct {
      v1::RecordKind kind;
      MonthlyKind monthly;
    } monthly_kinds[] = {{v1::RECORD_KIND_MATERIAL_USE, MonthlyKind::kMaterial},
                         {v1::RECORD_KIND_ENERGY_USE, MonthlyKind::kEnergy},
                         {v1::RECORD_KIND_PRODUCT_OUTPUT, MonthlyKind::kProduct}};
    for (const auto& [kind, monthly] : monthly_kinds) {
      const MonthlyKindFacts& facts = FactsOf(monthly);
      *response.add_records() = ToProto(
          kind, facts.record_kind,
          MonthlyStatus(facts.record_kind, (inventory.*facts.items).all(),
                        EnteredItems(tx, site, monthly, *month), counted(kind), *month, today));
    }
    return response;
  });
}

}  // namespace sems::operations::handlers
