#pragma once

#include "absl/status/status.h"
#include "services/semsd/arguments.h"

namespace sems::semsd {

// `semsd audit begin-anchor --service=NAME --config=FILE`: a new anchor file that begins with the
// database's last seal, where the former one was lost or, after a database was restored, put away.
absl::Status BeginAnchor(const Flags& flags);

}  // namespace sems::semsd
