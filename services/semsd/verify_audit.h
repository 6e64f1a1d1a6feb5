#pragma once

#include "absl/status/status.h"
#include "services/semsd/arguments.h"

namespace sems::semsd {

// `semsd audit verify --service=NAME --config=FILE`: prints counts when all is as it was written
// and sealed; DATA_LOSS with what was found otherwise. Reads with the service's own rights.
absl::Status VerifyAudit(const Flags& flags);

}  // namespace sems::semsd
