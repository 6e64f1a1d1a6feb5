#include "services/operations/convert.h"

#include <string>
#include <utility>

#include "common/records/etag.h"
#include "common/values/civil.h"

namespace sems::operations {
namespace {

template <class Message>
InventoryItem Item(const std::string& id, const Message& message) {
  return {id, message.number(), message.name(), ParseDay(message.closed_on())};
}

void AddItems(const google::protobuf::RepeatedPtrField<facility::v1::Item>& from,
              InventoryItems& to) {
  for (const facility::v1::Item& item : from) to.Add(Item(item.item_id(), item));
}

DeviceMeters Meters(const facility::v1::ControlDevice& device) {
  std::vector<Meter> rows;
  for (const facility::v1::PowerMeter& meter : device.meters()) {
    const auto multiplier = Decimal::ParseStored(meter.multiplier());
    const auto valid_from = ParseDay(meter.valid_from());
    if (!multiplier || !valid_from) continue;  // facility sends neither
    rows.push_back({meter.meter_id(), meter.meter_number(), *multiplier, *valid_from,
                    meter.digits(), ParseDay(meter.removed_on())});
  }
  return DeviceMeters(std::move(rows));
}

}  // namespace

Inventory ToDomain(const facility::internal::v1::GetInventoryResponse& reply) {
  Inventory inventory;
  for (const auto& stack : reply.stacks()) inventory.stacks.Add(Item(stack.stack_id(), stack));
  for (const auto& facility : reply.emission_facilities()) {
    inventory.emission_facilities.Add(Item(facility.emission_facility_id(), facility));
    for (const std::string& fuel : facility.fuel_item_ids()) {
      inventory.fuel_pairs.push_back({facility.emission_facility_id(), fuel});
    }
  }
  for (const auto& device : reply.control_devices()) {
    inventory.devices.Add(Item(device.control_device_id(), device));
    inventory.meters.emplace(device.control_device_id(), Meters(device));
  }
  AddItems(reply.fuels(), inventory.fuels);
  AddItems(reply.materials(), inventory.materials);
  AddItems(reply.energies(), inventory.energies);
  AddItems(reply.products(), inventory.products);
  return inventory;
}

RawStackHours Raw(const v1::StackHours& line) {
  RawStackHours raw{.stack_id = line.stack_id(),
                    .day = line.day(),
                    .remark = line.remark(),
                    .etag = line.etag(),
                    .remove = line.remove()};
  if (line.has_hours()) raw.hours = line.hours();
  if (line.has_minutes()) raw.minutes = line.minutes();
  return raw;
}

RawDeviceOperation Raw(const v1::DeviceOperation& line) {
  RawDeviceOperation raw{.device_id = line.device_id(),
                         .day = line.day(),
                         .amount_used_kwh = line.amount_used_kwh(),
                         .etag = line.etag(),
                         .remove = line.remove()};
  for (const auto& reading : line.readings())
    raw.readings.push_back({reading.meter_id(), reading.reading()});
  for (const auto& chemical : line.chemicals()) {
    raw.chemicals.push_back(
        {chemical.name(), chemical.amount(), static_cast<int>(chemical.unit())});
  }
  return raw;
}

RawFuelUse Raw(const v1::FuelUse& line) {
  return {.emission_facility_id = line.emission_facility_id(),
          .fuel_id = line.fuel_id(),
          .month = line.month(),
          .day = line.day(),
          .amount = line.amount(),
          .etag = line.etag(),
          .remove = line.remove()};
}

RawMeterEvent Raw(const v1::MeterEvent& event) {
  return {.device_id = event.device_id(),
          .meter_id = event.meter_id(),
          .new_meter_id = event.new_meter_id(),
          .day = event.day(),
          .kind = static_cast<int>(event.kind()),
          .digits = event.digits(),
          .last_reading = event.last_reading(),
          .first_reading = event.first_reading()};
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp out;
  const int64_t seconds = absl::ToUnixSeconds(time);
  out.set_seconds(seconds);
  out.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return out;
}

v1::EntryInfo ToProto(const repository::Entry& entry) {
  v1::EntryInfo out;
  *out.mutable_entered_at() = ToProto(entry.entered_at);
  out.set_entered_by(entry.entered_by);
  if (entry.changed_at) *out.mutable_changed_at() = ToProto(*entry.changed_at);
  out.set_changed_by(entry.changed_by);
  out.set_late(entry.marks.late);
  out.set_corrected(entry.marks.corrected);
  return out;
}

v1::StackHours ToProto(const repository::Listed<StackHours>& listed) {
  v1::StackHours out;
  out.set_stack_id(listed.record.stack_id);
  out.set_day(FormatDay(listed.record.day));
  out.set_hours(listed.record.hours);
  out.set_minutes(listed.record.minutes);
  out.set_remark(listed.record.remark);
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = ToProto(listed.entry);
  return out;
}

v1::DeviceOperation ToProto(const repository::Listed<DeviceOperation>& listed,
                            const Electricity& electricity) {
  v1::DeviceOperation out;
  const DeviceOperation& record = listed.record;
  out.set_device_id(record.device_id);
  out.set_day(FormatDay(record.day));
  for (const auto& [meter_id, reading] : record.readings) {
    v1::MeterReading& added = *out.add_readings();
    added.set_meter_id(meter_id);
    added.set_reading(reading.ToString());
  }
  if (record.amount_used_kwh) out.set_amount_used_kwh(record.amount_used_kwh->ToString());
  for (const Chemical& chemical : record.chemicals) *out.add_chemicals() = ToProto(chemical);
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = ToProto(listed.entry);
  if (electricity.kwh) out.set_electricity_kwh(electricity.kwh->ToString());
  out.set_electricity_state(ToProto(electricity.state));
  out.set_electricity_formula(electricity.formula);
  return out;
}

v1::ChemicalUse ToProto(const Chemical& chemical) {
  v1::ChemicalUse out;
  out.set_name(chemical.name);
  out.set_amount(chemical.amount.ToString());
  out.set_unit(static_cast<v1::ChemicalUnit>(chemical.unit));
  return out;
}

v1::ElectricityState ToProto(ElectricityState state) {
  switch (state) {
    case ElectricityState::kComputed:
      return v1::ELECTRICITY_STATE_COMPUTED;
    case ElectricityState::kEntered:
      return v1::ELECTRICITY_STATE_ENTERED;
    case ElectricityState::kNoReading:
      return v1::ELECTRICITY_STATE_NO_READING;
    case ElectricityState::kMeterNotRead:
      return v1::ELECTRICITY_STATE_METER_NOT_READ;
    case ElectricityState::kNoPreviousReading:
      return v1::ELECTRICITY_STATE_NO_PREVIOUS_READING;
    case ElectricityState::kFallingReading:
      return v1::ELECTRICITY_STATE_FALLING_READING;
    case ElectricityState::kMultiplierChanged:
      return v1::ELECTRICITY_STATE_MULTIPLIER_CHANGED;
    case ElectricityState::kEventContradicts:
      return v1::ELECTRICITY_STATE_EVENT_CONTRADICTS;
    case ElectricityState::kMeterReplaced:
      return v1::ELECTRICITY_STATE_METER_REPLACED;
  }
  return v1::ELECTRICITY_STATE_UNSPECIFIED;
}

v1::FuelUse ToProto(const repository::Listed<FuelUse>& listed) {
  v1::FuelUse out;
  out.set_emission_facility_id(listed.record.emission_facility_id);
  out.set_fuel_id(listed.record.fuel_id);
  if (listed.record.daily) {
    out.set_day(FormatDay(listed.record.day));
  } else {
    out.set_month(FormatMonth(MonthOf(listed.record.day)));
  }
  out.set_amount(listed.record.amount.ToString());
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = ToProto(listed.entry);
  return out;
}

v1::MeterEvent ToProto(const repository::Listed<MeterEvent>& listed) {
  v1::MeterEvent out;
  const MeterEvent& event = listed.record;
  out.set_device_id(event.device_id);
  out.set_meter_id(event.meter_id);
  out.set_new_meter_id(event.new_meter_id);
  out.set_day(FormatDay(event.day));
  out.set_kind(event.kind == MeterEvent::Kind::kSwap ? v1::METER_EVENT_KIND_SWAP
                                                     : v1::METER_EVENT_KIND_ROLLOVER);
  out.set_digits(event.digits);
  out.set_last_reading(event.last_reading.ToString());
  out.set_first_reading(event.first_reading.ToString());
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = ToProto(listed.entry);
  return out;
}

v1::Period ToProto(const repository::Period& period) {
  v1::Period out;
  out.set_month(FormatMonth(period.month));
  out.set_state(period.confirmed ? v1::PERIOD_STATE_CONFIRMED : v1::PERIOD_STATE_OPEN);
  if (period.changed_at) *out.mutable_changed_at() = ToProto(*period.changed_at);
  out.set_changed_by(period.changed_by);
  out.set_reopen_reason(period.reopen_reason);
  if (period.version > 0) out.set_etag(records::FormatEtag(period.version));
  return out;
}

v1::RecordMonthStatus ToProto(v1::RecordKind kind, calendar::RecordKind record_kind,
                              const MonthStatus& status) {
  v1::RecordMonthStatus out;
  out.set_kind(kind);
  out.set_name_ko(std::string(RecordNameKo(record_kind)));
  out.set_status(static_cast<v1::RecordStatus>(static_cast<int>(status.status) + 1));
  out.set_status_ko(std::string(StatusKo(status.status)));
  out.set_due_on(FormatDay(status.due_on));
  out.set_expected_count(status.expected);
  out.set_entered_count(status.entered);
  out.set_late_count(status.counts.late);
  out.set_corrected_count(status.counts.corrected);
  for (const MissingRecord& record : status.missing) {
    v1::MissingRecord& missing = *out.add_missing();
    missing.set_item_id(record.item_id);
    missing.set_item_number(record.item_number);
    missing.set_item_name(record.item_name);
    for (absl::CivilDay day : record.days) missing.add_days(FormatDay(day));
  }
  return out;
}

}  // namespace sems::operations
