#pragma once

#include <string>

#include "absl/status/status.h"

namespace sems::semsd {

// Writes the private keys of all services, of identity's tokens and of the audit seals into
// `directory`, readable by their owner alone, and the public ones as JWKS. Refuses to touch a key
// that exists.
absl::Status GenerateKeys(const std::string& directory);

}  // namespace sems::semsd
