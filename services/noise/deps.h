#pragma once

#include <memory>

#include "common/casework/service/casework.h"
#include "services/noise/domain/noise_rules.h"
#include "services/noise/log_law.h"

namespace sems::noise {

// What the handlers work with besides the call.
struct Deps {
  std::unique_ptr<casework::Casework> casework;
  LogLaw logs;
  NoiseRules rules;
};

}  // namespace sems::noise
