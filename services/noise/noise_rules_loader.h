#pragma once

#include "absl/status/statusor.h"
#include "common/casework/law.h"
#include "common/server/module.h"
#include "services/noise/domain/noise_rules.h"

namespace sems::noise {

// The rules, built in or from the directory that noise.law_dir names. FAILED_PRECONDITION
// (LAW_BROKEN) names file and line of all that is wrong.
absl::StatusOr<NoiseRules> LoadNoiseRules(const server::ModuleDeps& deps, const casework::Law& law);

}  // namespace sems::noise
