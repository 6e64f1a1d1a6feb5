#pragma once

#include <memory>

#include "common/casework/service/casework.h"

namespace sems::chemsafety {

// What the handlers work with besides the call.
struct Deps {
  std::unique_ptr<casework::Casework> casework;
};

}  // namespace sems::chemsafety
