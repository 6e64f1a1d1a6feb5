#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "absl/time/civil_time.h"

namespace sems::measurement {

// A stack of the facility inventory, as far as a sampling needs it.
struct Stack {
  std::string number;                       // its label for people
  std::optional<absl::CivilDay> closed_on;  // first day on which it no longer runs
};

// By survey year, then by id.
using StackBook = std::map<int, std::unordered_map<std::string, Stack>>;

}  // namespace sems::measurement
