#pragma once

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/service/stored_case.h"

namespace sems::casework {

// What lists and the background go by, as the case stands on `today`. `edition`: under which it was
// computed; to be asked for before the computing.
Days DaysOf(const Engine& engine, const CaseFile& file, absl::CivilDay today,
            const std::string& edition);

}  // namespace sems::casework
