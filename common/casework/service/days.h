#pragma once

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/service/stored_case.h"

namespace sems::casework {

// What lists and the background go by, as the case stands on `today`.
Days DaysOf(const Engine& engine, const CaseFile& file, absl::CivilDay today);

}  // namespace sems::casework
