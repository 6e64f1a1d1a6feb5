#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/server/scope.h"

namespace sems::casework {

// What a caller may see of the cases: its scope, and the procedures its role has a part in where
// that is not all of them. Every query takes it first.
struct Sight {
  const server::Scope& scope;
  std::optional<std::vector<std::string>> procedures;
  // Beside these, cases in which the account itself is named as a body (partner systems).
  bool where_named = false;
};

}  // namespace sems::casework
