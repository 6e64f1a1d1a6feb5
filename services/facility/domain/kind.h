#pragma once

#include <string_view>

namespace sems::facility {

// What an inventory item is, for life. The values are stored.
enum class Kind {
  kStack = 1,
  kEmissionFacility = 2,
  kControlDevice = 3,
  kProduct = 4,
  kFuel = 5,
  kMaterial = 6,
  kEnergy = 7,
};

// "control device", as in messages and the audit trail.
std::string_view KindName(Kind kind);
// "방지시설"
std::string_view KindNameKo(Kind kind);

}  // namespace sems::facility
