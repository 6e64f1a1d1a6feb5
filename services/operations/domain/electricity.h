#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"
#include "services/operations/domain/meters.h"

namespace sems::operations {

// Readings (검침값) of one day, by meter row.
using Readings = std::map<std::string, Decimal>;

// A rollover or swap as it was declared: it explains the difference between the readings of its day
// and the day before.
struct MeterEvent {
  enum class Kind { kRollover, kSwap };
  std::string device_id;
  std::string meter_id;      // the row that rolled over or ended
  std::string new_meter_id;  // the row that follows; empty: the same
  absl::CivilDay day;
  Kind kind = Kind::kRollover;
  int digits = 0;  // of `meter_id`: it rolls over at 10^digits
  Decimal last_reading;
  Decimal first_reading;
  bool operator==(const MeterEvent&) const = default;
};

// Where a day's electricity comes from, or why it stays empty. It is never guessed.
enum class ElectricityState {
  kComputed,
  kEntered,
  kNoReading,
  kMeterNotRead,
  kNoPreviousReading,
  kFallingReading,
  kMultiplierChanged,
  kEventContradicts,
  kMeterReplaced,
};

struct Electricity {
  ElectricityState state = ElectricityState::kNoReading;
  std::optional<Decimal> kwh;
  std::string formula;  // "(1250 − 1240.5) × 20"
};

struct ElectricityInputs {
  absl::CivilDay day;
  std::optional<Decimal> amount_used = {};  // entered instead of readings
  Readings today = {};
  Readings yesterday = {};
  std::vector<MeterEvent> events = {};  // of the device on the day
};

// 전력사용량 of a device on a day = Σ (today's reading − yesterday's) × 배율 over its meters (IEPS
// manual, 02 ④ and 붙임 운영 전제 사항). A missing yesterday, a falling reading and a changed
// multiplier leave it empty unless a rollover or swap was declared: a rollover makes it (10^digits
// − yesterday + today) × 배율, a swap (last − yesterday) × 배율 + (today − first) × 배율 of the new
// row.
Electricity ComputeElectricity(const DeviceMeters& meters, const ElectricityInputs& inputs);

}  // namespace sems::operations
