#include "services/ieps/convert_records.h"

#include <string>
#include <utility>

#include "common/values/civil.h"
#include "common/values/decimal.h"

namespace sems::ieps {
namespace {

// Reads fields and remembers whether one of them was broken.
class Reader {
 public:
  bool ok() const { return ok_; }

  std::optional<absl::CivilDay> OptionalDay(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return Day(text);
  }
  absl::CivilDay Day(const std::string& text) {
    const std::optional<absl::CivilDay> day = ParseDay(text);
    if (!day) ok_ = false;
    return day.value_or(absl::CivilDay());
  }
  absl::CivilDay DayIn(absl::CivilMonth month, const std::string& text) {
    const absl::CivilDay day = Day(text);
    if (MonthOf(day) != month) ok_ = false;
    return day;
  }
  Amount OptionalNumber(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return Number(text);
  }
  // Sums and products that the others computed may have more digits than what was entered.
  Decimal Number(const std::string& text) {
    const std::optional<Decimal> number = Decimal::ParseStored(text);
    if (!number) ok_ = false;
    return number.value_or(Decimal());
  }

 private:
  bool ok_ = true;
};

void AddItems(const google::protobuf::RepeatedPtrField<facility::v1::Item>& from, Reader& read,
              std::vector<InventoryItem>& items) {
  for (const facility::v1::Item& one : from) {
    InventoryItem& item = items.emplace_back();
    item.id = one.item_id();
    item.number = one.number();
    item.name = one.name();
    item.code = one.code();
    item.other_name = one.other_name();
    item.unit_code = one.unit_code();
    item.unit_name = one.unit_name();
    item.closed_on = read.OptionalDay(one.closed_on());
  }
}

Electricity ToElectricity(operations::v1::ElectricityState state) {
  switch (state) {
    case operations::v1::ELECTRICITY_STATE_COMPUTED:
      return Electricity::kComputed;
    case operations::v1::ELECTRICITY_STATE_ENTERED:
      return Electricity::kEntered;
    case operations::v1::ELECTRICITY_STATE_METER_NOT_READ:
      return Electricity::kMeterNotRead;
    case operations::v1::ELECTRICITY_STATE_NO_PREVIOUS_READING:
      return Electricity::kNoPreviousReading;
    case operations::v1::ELECTRICITY_STATE_FALLING_READING:
      return Electricity::kFallingReading;
    case operations::v1::ELECTRICITY_STATE_MULTIPLIER_CHANGED:
      return Electricity::kMultiplierChanged;
    case operations::v1::ELECTRICITY_STATE_EVENT_CONTRADICTS:
      return Electricity::kEventContradicts;
    default:
      return Electricity::kNoReading;
  }
}

void AddAmounts(
    const google::protobuf::RepeatedPtrField<operations::internal::v1::ItemAmountRow>& from,
    Reader& read, std::vector<ItemAmount>& amounts) {
  for (const auto& row : from) amounts.push_back({row.item_id(), read.Number(row.amount())});
}

Sampling ToSampling(absl::CivilMonth month, const measurement::internal::v1::SamplingRow& row,
                    Reader& read) {
  Sampling sampling;
  sampling.stack_id = row.stack_id();
  sampling.day = read.DayIn(month, row.day());
  sampling.number = row.sampling_number();
  sampling.time = row.time();
  sampling.weather = row.weather_condition();
  sampling.air_temperature = read.OptionalNumber(row.air_temperature_celsius());
  sampling.humidity = read.OptionalNumber(row.humidity_percent());
  sampling.pressure = read.OptionalNumber(row.pressure_mmhg());
  sampling.wind_direction = row.wind_direction();
  sampling.wind_speed = read.OptionalNumber(row.wind_speed_m_per_s());
  sampling.gas_flow = read.OptionalNumber(row.flow_sm3_per_min());
  sampling.gas_velocity = read.OptionalNumber(row.velocity_m_per_s());
  sampling.gas_temperature = read.OptionalNumber(row.gas_temperature_celsius());
  sampling.moisture = read.OptionalNumber(row.moisture_percent());
  sampling.standard_oxygen = read.OptionalNumber(row.standard_oxygen_percent());
  sampling.measured_oxygen = read.OptionalNumber(row.measured_oxygen_percent());
  for (const auto& result : row.results()) {
    sampling.results.push_back({result.pollutant_code(), result.pollutant_name_ko(),
                                read.OptionalNumber(result.concentration()), result.unit_code()});
  }
  return sampling;
}

}  // namespace

std::optional<Inventory> ToInventory(int survey_year,
                                     const facility::internal::v1::GetInventoryResponse& reply) {
  Reader read;
  Inventory inventory;
  inventory.survey_year = survey_year;
  for (const facility::v1::Stack& one : reply.stacks()) {
    InventoryItem& item = inventory.stacks.emplace_back();
    item.id = one.stack_id();
    item.number = one.number();
    item.name = one.name();
    item.type_label = one.type_label();
    item.permit_number = one.permit_number();
    item.permit_name = one.permit_name();
    item.closed_on = read.OptionalDay(one.closed_on());
  }
  for (const facility::v1::ControlDevice& one : reply.control_devices()) {
    InventoryItem& item = inventory.control_devices.emplace_back();
    item.id = one.control_device_id();
    item.number = one.number();
    item.name = one.name();
    item.type_label = one.type_label();
    item.installed_on = read.OptionalDay(one.installed_on());
    item.closed_on = read.OptionalDay(one.closed_on());
  }
  for (const facility::v1::EmissionFacility& one : reply.emission_facilities()) {
    InventoryItem& item = inventory.emission_facilities.emplace_back();
    item.id = one.emission_facility_id();
    item.number = one.number();
    item.name = one.name();
    item.type_label = one.type_label();
    item.fuel_ids.assign(one.fuel_item_ids().begin(), one.fuel_item_ids().end());
    item.installed_on = read.OptionalDay(one.installed_on());
    item.closed_on = read.OptionalDay(one.closed_on());
  }
  AddItems(reply.products(), read, inventory.products);
  AddItems(reply.fuels(), read, inventory.fuels);
  AddItems(reply.materials(), read, inventory.materials);
  AddItems(reply.energies(), read, inventory.energies);
  if (!read.ok()) return std::nullopt;
  return inventory;
}

std::optional<MonthRecords> ToRecords(
    absl::CivilMonth month, const operations::internal::v1::GetMonthResponse& operations,
    const measurement::internal::v1::GetMonthResponse& measurement) {
  Reader read;
  MonthRecords records;
  records.month = month;
  records.stack_hours.reserve(operations.stack_hours_size());
  for (const auto& row : operations.stack_hours()) {
    records.stack_hours.push_back(
        {row.stack_id(), read.DayIn(month, row.day()), row.hours(), row.minutes(), row.remark()});
  }
  records.device_operations.reserve(operations.device_operations_size());
  for (const auto& row : operations.device_operations()) {
    DeviceOperation& record = records.device_operations.emplace_back();
    record.device_id = row.device_id();
    record.day = read.DayIn(month, row.day());
    record.electricity_kwh = read.OptionalNumber(row.electricity_kwh());
    record.electricity = ToElectricity(row.electricity_state());
    for (const auto& chemical : row.chemicals()) {
      record.chemicals.push_back({chemical.name(), read.OptionalNumber(chemical.amount())});
    }
  }
  for (const auto& row : operations.fuel_uses()) {
    FuelUse use{row.emission_facility_id(), row.fuel_id(), std::nullopt, read.Number(row.amount())};
    if (!row.day().empty()) use.day = read.DayIn(month, row.day());
    records.fuel_uses.push_back(std::move(use));
  }
  AddAmounts(operations.material_uses(), read, records.material_uses);
  AddAmounts(operations.energy_uses(), read, records.energy_uses);
  AddAmounts(operations.product_outputs(), read, records.product_outputs);
  for (const auto& row : measurement.samplings()) {
    records.samplings.push_back(ToSampling(month, row, read));
  }
  if (!read.ok()) return std::nullopt;
  return records;
}

}  // namespace sems::ieps
