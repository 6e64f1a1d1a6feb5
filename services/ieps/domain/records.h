#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"

// What an export reads: the site's records of a month and its inventory of the survey year.
namespace sems::ieps {

using Amount = std::optional<Decimal>;

// A stack, control device, emission facility, product, fuel, material or energy.
struct InventoryItem {
  std::string id;  // the same in every survey year
  std::string number;
  std::string name;
  std::string type_label;     // "5-TMS"; empty for products and what is used
  std::string permit_number;  // 허가증상배출구번호, stacks only
  std::string permit_name;    // 허가증상배출구명, stacks only
  std::string code;           // products and what is used
  std::string other_name;     // 기타연료명
  std::string unit_code;
  std::string unit_name;
  std::vector<std::string> fuel_ids;  // emission facilities only
  std::optional<absl::CivilDay> installed_on;
  std::optional<absl::CivilDay> closed_on;  // the first day on which it no longer runs

  bool open() const { return !closed_on.has_value(); }
  bool RunsOn(absl::CivilDay day) const {
    return (!installed_on || *installed_on <= day) && (!closed_on || day < *closed_on);
  }
};

struct Inventory {
  int survey_year = 0;
  // Each in the order of numbers.
  std::vector<InventoryItem> stacks;
  std::vector<InventoryItem> control_devices;
  std::vector<InventoryItem> emission_facilities;
  std::vector<InventoryItem> products;
  std::vector<InventoryItem> fuels;
  std::vector<InventoryItem> materials;
  std::vector<InventoryItem> energies;
};

struct SamplingResult {
  std::string pollutant_code;
  std::string pollutant_name;
  Amount concentration;
  std::string unit_code;
};

struct Sampling {
  std::string stack_id;
  absl::CivilDay day;
  int number = 1;
  std::string time;  // "HH:MM" or empty
  std::string weather;
  Amount air_temperature;
  Amount humidity;
  Amount pressure;
  std::string wind_direction;
  Amount wind_speed;
  Amount gas_flow;
  Amount gas_velocity;
  Amount gas_temperature;
  Amount moisture;
  Amount standard_oxygen;
  Amount measured_oxygen;
  std::vector<SamplingResult> results;
};

struct StackHours {
  std::string stack_id;
  absl::CivilDay day;
  int hours = 0;
  int minutes = 0;
  std::string remark;
};

// Where a day's electricity comes from, or why there is none.
enum class Electricity {
  kComputed,  // (today's reading − yesterday's) × multiplier
  kEntered,
  kNoReading,
  kMeterNotRead,
  kNoPreviousReading,
  kFallingReading,
  kMultiplierChanged,
  kEventContradicts,
};

struct Chemical {
  std::string name;
  Amount amount;
};

struct DeviceOperation {
  std::string device_id;
  absl::CivilDay day;
  Amount electricity_kwh;
  Electricity electricity = Electricity::kNoReading;
  std::vector<Chemical> chemicals;  // at most three
};

// The month's total, or one day's amount where it was entered daily; a month has one or the other.
struct FuelUse {
  std::string emission_facility_id;
  std::string fuel_id;
  std::optional<absl::CivilDay> day;
  Decimal amount;
};

// A material, an energy or a product in the month.
struct ItemAmount {
  std::string item_id;
  Decimal amount;
};

struct MonthRecords {
  absl::CivilMonth month;
  std::vector<Sampling> samplings;
  std::vector<StackHours> stack_hours;
  std::vector<DeviceOperation> device_operations;
  std::vector<FuelUse> fuel_uses;
  std::vector<ItemAmount> material_uses;
  std::vector<ItemAmount> energy_uses;
  std::vector<ItemAmount> product_outputs;
};

}  // namespace sems::ieps
