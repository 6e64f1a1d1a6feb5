#pragma once

#include "absl/status/status.h"
#include "services/semsd/arguments.h"

namespace sems::semsd {

absl::Status Serve(const Flags& flags);           // --services=a,b|all --config=FILE
absl::Status Migrate(const Flags& flags);         // --config=FILE
absl::Status HealthCheck(const Flags& flags);     // --address=TARGET [--service=NAME]
absl::Status BootstrapAdmin(const Flags& flags);  // --login=ID --password-file=FILE --config=FILE

}  // namespace sems::semsd
