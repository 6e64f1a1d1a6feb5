#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"

namespace sems::semsd {

// The `--name=value` arguments of a command.
using Flags = std::map<std::string, std::string, std::less<>>;

absl::Status Serve(const Flags& flags);           // --services=a,b|all --config=FILE
absl::Status Migrate(const Flags& flags);         // --config=FILE
absl::Status HealthCheck(const Flags& flags);     // --address=TARGET [--service=NAME]
absl::Status BootstrapAdmin(const Flags& flags);  // --login=ID --password-file=FILE --config=FILE

}  // namespace sems::semsd
