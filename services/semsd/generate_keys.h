#pragma once

#include <string>

#include "absl/status/status.h"

namespace sems::semsd {

// Writes into `directory` the private keys that are not there yet: of identity's tokens, of the
// audit seals and of each service, readable by their owner alone. A key that is there is kept, so
// that a release that brings a service needs the same command again. The public JWKS files are made
// when they are missing; that of the services also when one of them got its key now, from the
// private keys in `directory`.
absl::Status GenerateKeys(const std::string& directory);

}  // namespace sems::semsd
