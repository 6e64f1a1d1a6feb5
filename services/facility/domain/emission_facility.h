#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/facility/domain/code_book.h"
#include "services/facility/domain/fault.h"
#include "services/facility/domain/kind.h"

namespace sems::facility {

// 배출시설 in one survey year, as entered.
struct EmissionFacility {
  std::string number;
  std::string name;
  std::string type_code;
  std::string capacity;
  std::string capacity_unit;
  std::string permit_number;
  std::string installed_on;
  std::vector<std::string> fuel_item_ids;      // in order, each once
  std::vector<std::string> material_item_ids;  // in order, each once

  bool operator==(const EmissionFacility&) const = default;
};

// `items`: the kinds of what the site has in the year, by id.
Faults CheckEmissionFacility(const EmissionFacility& facility, const CodeBook& codes,
                             const std::map<std::string, Kind>& items, int survey_year);

}  // namespace sems::facility
