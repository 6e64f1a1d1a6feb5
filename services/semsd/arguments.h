#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/config/config.h"

namespace sems::semsd {

// The `--name=value` arguments of a command.
using Flags = std::map<std::string, std::string, std::less<>>;

// A wrong use of the command line.
absl::Status Refuse(const std::string& message);
absl::StatusOr<std::string> Required(const Flags& flags, std::string_view name);

// --service, which must be a service of the system.
absl::StatusOr<std::string> KnownService(const Flags& flags);

// The file of --config, if given, and the environment.
absl::StatusOr<config::Config> LoadConfig(const Flags& flags);

}  // namespace sems::semsd
