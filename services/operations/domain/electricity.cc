#include "services/operations/domain/electricity.h"

#include <utility>

namespace sems::operations {
namespace {

using State = ElectricityState;

struct Part {
  State state = State::kComputed;
  Decimal kwh;
  std::string formula;
};

std::string Text(const Decimal& value) { return value.Canonical().ToString(); }

Decimal PowerOfTen(int digits) {
  return Decimal::Literal("1" + std::string(static_cast<size_t>(digits), '0'));
}

Part Difference(const Decimal& from, const Decimal& to, const Decimal& multiplier) {
  return {State::kComputed, (to - from) * multiplier,
          "(" + Text(to) + " − " + Text(from) + ") × " + Text(multiplier)};
}

const MeterEvent* FindEvent(const std::vector<MeterEvent>& events, const std::string& meter_id) {
  for (const MeterEvent& event : events) {
    if (event.meter_id == meter_id) return &event;
  }
  return nullptr;
}

Part AcrossEvent(const MeterEvent& event, const Meter& before, const Meter& now,
                 const Decimal& yesterday, const Decimal& today) {
  const std::string& follows = event.new_meter_id.empty() ? event.meter_id : event.new_meter_id;
  if (follows != now.id || event.last_reading < yesterday || today < event.first_reading) {
    return {State::kEventContradicts, {}, {}};
  }
  if (event.kind == MeterEvent::Kind::kSwap) {
    Part ended = Difference(yesterday, event.last_reading, before.multiplier);
    Part begun = Difference(event.first_reading, today, now.multiplier);
    return {State::kComputed, ended.kwh + begun.kwh, ended.formula + " + " + begun.formula};
  }
  // A counter that runs over keeps its multiplier.
  if (before.multiplier != now.multiplier) return {State::kMultiplierChanged, {}, {}};
  return {State::kComputed, (PowerOfTen(event.digits) - yesterday + today) * now.multiplier,
          "(10^" + std::to_string(event.digits) + " − " + Text(yesterday) + " + " + Text(today) +
              ") × " + Text(now.multiplier)};
}

Part ComputeMeter(const DeviceMeters& meters, const std::string& number,
                  const ElectricityInputs& inputs) {
  const Meter& now = *meters.RowOn(number, inputs.day);
  const auto today = inputs.today.find(now.id);
  if (today == inputs.today.end()) return {State::kMeterNotRead, {}, {}};
  const Meter* before = meters.RowOn(number, inputs.day - 1);
  if (before == nullptr) return {State::kNoPreviousReading, {}, {}};
  const auto yesterday = inputs.yesterday.find(before->id);
  if (yesterday == inputs.yesterday.end()) return {State::kNoPreviousReading, {}, {}};

  if (const MeterEvent* event = FindEvent(inputs.events, before->id)) {
    return AcrossEvent(*event, *before, now, yesterday->second, today->second);
  }
  if (before->multiplier != now.multiplier) return {State::kMultiplierChanged, {}, {}};
  if (before->id != now.id) return {State::kMeterReplaced, {}, {}};
  if (today->second < yesterday->second) return {State::kFallingReading, {}, {}};
  return Difference(yesterday->second, today->second, now.multiplier);
}

}  // namespace

Electricity ComputeElectricity(const DeviceMeters& meters, const ElectricityInputs& inputs) {
  if (inputs.amount_used) return {State::kEntered, inputs.amount_used, {}};
  if (inputs.today.empty()) return {State::kNoReading, std::nullopt, {}};
  Electricity total{State::kComputed, Decimal(0), {}};
  for (const std::string& number : meters.NumbersOn(inputs.day)) {
    Part part = ComputeMeter(meters, number, inputs);
    if (part.state != State::kComputed) return {part.state, std::nullopt, {}};
    total.kwh = *total.kwh + part.kwh;
    if (!total.formula.empty()) total.formula += " + ";
    total.formula += part.formula;
  }
  // Readings of meters that the inventory no longer has on the day.
  if (total.formula.empty()) return {State::kMeterNotRead, std::nullopt, {}};
  total.kwh = total.kwh->Canonical();
  return total;
}

}  // namespace sems::operations
