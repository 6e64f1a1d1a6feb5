#pragma once

#include <string>
#include <vector>

#include "services/facility/domain/code_book.h"
#include "services/facility/domain/fault.h"
#include "services/facility/domain/meter.h"

namespace sems::facility {

// What a device is designed to hold back, and how well (설계효율).
struct TreatedPollutant {
  std::string code;  // measurement's table; its form is checked, not its existence
  std::string efficiency_percent;

  bool operator==(const TreatedPollutant&) const = default;
};

// 방지시설 in one survey year, as entered.
struct ControlDevice {
  std::string number;
  std::string name;
  std::string type_code;
  std::string capacity;
  std::string capacity_unit;
  std::string permit_number;
  std::string installed_on;
  std::vector<TreatedPollutant> pollutants;  // in order of code
  // As a line names them, or all of them as stored.
  std::vector<Meter> meters;

  bool operator==(const ControlDevice&) const = default;
};

// `kept_meters`: rows of the device that it does not name.
Faults CheckControlDevice(const ControlDevice& device, const std::vector<Meter>& kept_meters,
                          const CodeBook& codes, int survey_year);

}  // namespace sems::facility
