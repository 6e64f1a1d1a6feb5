#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/records/line_problems.h"
#include "common/values/decimal.h"
#include "services/operations/domain/electricity.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// Units that IEPS form 6 takes (kg/일 또는 L/일).
enum class ChemicalUnit { kKgPerDay = 1, kLitrePerDay = 2 };

// 사용약품
struct Chemical {
  std::string name;
  Decimal amount;
  ChemicalUnit unit = ChemicalUnit::kKgPerDay;
  bool operator==(const Chemical&) const = default;
};

// 방지시설 운전사항: one control device on one day.
struct DeviceOperation {
  std::string device_id;
  absl::CivilDay day;
  Readings readings;
  std::optional<Decimal> amount_used_kwh;
  std::vector<Chemical> chemicals;
  bool operator==(const DeviceOperation&) const = default;
};

struct RawReading {
  std::string_view meter_id = {};
  std::string_view reading = {};
};
struct RawChemical {
  std::string_view name = {};
  std::string_view amount = {};
  int unit = 0;
};
// A line as it was sent.
struct RawDeviceOperation {
  std::string_view device_id = {};
  std::string_view day = {};
  std::vector<RawReading> readings = {};
  std::string_view amount_used_kwh = {};
  std::vector<RawChemical> chemicals = {};
  std::string_view etag = {};
  bool remove = false;
};

using DeviceOperationLine = records::BatchLine<DeviceOperation>;

// Readings or an amount, not both (core rule: a device row may carry either), and three chemicals
// at most (IEPS manual, 02 ④: 사용약품명-1 to -3).
DeviceOperationLine ReadDeviceOperation(const RawDeviceOperation& raw, int line,
                                        absl::CivilDay today, records::LineProblems& problems);

// The device exists in the year's inventory and ran on the day, and its meters hung there.
void CheckDevices(const std::vector<DeviceOperationLine>& lines, const Inventories& inventories,
                  records::LineProblems& problems);

std::string DeviceOperationKey(std::string_view device_id, absl::CivilDay day);

// What is said of a saved day whose electricity stays empty; nothing where that is as it should be.
const records::ProblemKind* ElectricityWarning(ElectricityState state);

}  // namespace sems::operations
