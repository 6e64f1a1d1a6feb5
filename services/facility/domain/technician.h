#pragma once

#include <string>

#include "services/facility/domain/fault.h"

namespace sems::facility {

// 환경기술인.
struct Technician {
  std::string name;
  std::string qualification;
  std::string appointed_on;
  std::string dismissed_on;

  bool operator==(const Technician&) const = default;
};

Faults CheckTechnician(const Technician& technician);

}  // namespace sems::facility
