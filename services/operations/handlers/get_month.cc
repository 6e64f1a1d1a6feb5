#include "common/records/etag.h"
#include "common/values/civil.h"
#include "common/values/clock.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/domain/day_electricity.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/device_operations.h"
#include "services/operations/repository/fuel_uses.h"
#include "services/operations/repository/meter_events.h"
#include "services/operations/repository/monthly_uses.h"
#include "services/operations/repository/periods.h"
#include "services/operations/repository/stack_hours.h"

namespace sems::operations::handlers {
namespace {

using Response = internal::v1::GetMonthResponse;

std::string EnteredOn(const repository::Entry& entry) {
  return FormatDay(SeoulDay(entry.entered_at));
}

void AddStackHours(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month,
                   Response& response) {
  for (const auto& [record, entry] : repository::MonthOfStackHours(tx, site, month)) {
    internal::v1::StackHoursRow& row = *response.add_stack_hours();
    row.set_stack_id(record.stack_id);
    row.set_day(FormatDay(record.day));
    row.set_hours(record.hours);
    row.set_minutes(record.minutes);
    row.set_remark(record.remark);
    row.set_entered_on(EnteredOn(entry));
  }
}

void AddDeviceOperations(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month,
                         const Inventories& inventories, Response& response) {
  auto found = repository::MonthOfDeviceOperations(tx, site, month);
  if (found.rows.empty()) return;
  const DayElectricity electricity(
      inventories, std::move(found.readings),
      repository::FindMeterEvents(tx, site, FirstDay(month), LastDay(month)));
  for (const auto& [record, entry] : found.rows) {
    const Electricity used = electricity.Of(record);
    internal::v1::DeviceOperationRow& row = *response.add_device_operations();
    row.set_device_id(record.device_id);
    row.set_day(FormatDay(record.day));
    if (used.kwh) row.set_electricity_kwh(used.kwh->ToString());
    row.set_electricity_state(ToProto(used.state));
    for (const Chemical& chemical : record.chemicals) *row.add_chemicals() = ToProto(chemical);
    row.set_entered_on(EnteredOn(entry));
  }
}

void AddFuelUses(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month,
                 Response& response) {
  for (const auto& [record, entry] : repository::MonthOfFuelUses(tx, site, month)) {
    internal::v1::FuelUseRow& row = *response.add_fuel_uses();
    row.set_emission_facility_id(record.emission_facility_id);
    row.set_fuel_id(record.fuel_id);
    if (record.daily) row.set_day(FormatDay(record.day));
    row.set_amount(record.amount.ToString());
    row.set_entered_on(EnteredOn(entry));
  }
}

void AddItems(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month, MonthlyKind kind,
              google::protobuf::RepeatedPtrField<internal::v1::ItemAmountRow>& rows) {
  for (const auto& [record, entry] : repository::MonthOfMonthlyUses(tx, site, kind, month)) {
    internal::v1::ItemAmountRow& row = *rows.Add();
    row.set_item_id(record.item_id);
    row.set_amount(record.amount.ToString());
    row.set_entered_on(EnteredOn(entry));
  }
}

}  // namespace

absl::StatusOr<Response> GetMonth(Deps& deps, server::Call& call,
                                  const internal::v1::GetMonthRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  if (!IsUuid(request.site_id())) {
    errors.Add("site_id", "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, request.site_id(), {static_cast<int>(month->year())});
  if (!inventories.ok()) return inventories.status();

  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const server::SiteScope site = call.SystemSite(request.site_id());
    Response response;
    AddStackHours(tx, site, *month, response);
    AddDeviceOperations(tx, site, *month, *inventories, response);
    AddFuelUses(tx, site, *month, response);
    AddItems(tx, site, *month, MonthlyKind::kMaterial, *response.mutable_material_uses());
    AddItems(tx, site, *month, MonthlyKind::kEnergy, *response.mutable_energy_uses());
    AddItems(tx, site, *month, MonthlyKind::kProduct, *response.mutable_product_outputs());
    response.set_confirmed(repository::FindPeriod(tx, site, *month).confirmed);
    return response;
  });
}

}  // namespace sems::operations::handlers
