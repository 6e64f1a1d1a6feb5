#include "services/operations/domain/day_electricity.h"

namespace sems::operations {

DayElectricity::DayElectricity(const Inventories& inventories, ReadingsByDay readings,
                               const std::vector<MeterEvent>& events)
    : inventories_(inventories), readings_(std::move(readings)) {
  for (const MeterEvent& event : events) events_[{event.device_id, event.day}].push_back(event);
}

Electricity DayElectricity::Of(const DeviceOperation& record) const {
  ElectricityInputs inputs{
      .day = record.day, .amount_used = record.amount_used_kwh, .today = record.readings};
  const auto yesterday = readings_.find({record.device_id, record.day - 1});
  if (yesterday != readings_.end()) inputs.yesterday = yesterday->second;
  const auto events = events_.find({record.device_id, record.day});
  if (events != events_.end()) inputs.events = events->second;
  // Meters are dated by day and every year lists all of them, so that 1 January finds December's.
  const auto inventory = inventories_.find(static_cast<int>(record.day.year()));
  static const DeviceMeters none;
  return ComputeElectricity(
      inventory == inventories_.end() ? none : inventory->second.MetersOf(record.device_id),
      inputs);
}

}  // namespace sems::operations
