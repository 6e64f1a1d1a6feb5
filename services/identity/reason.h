#pragma once

#include <string>

#include "absl/status/status.h"

namespace sems::identity {

// The reason an administrator gives for locking or unlocking: 1–500 characters.
absl::Status CheckReason(const std::string& reason);
// As JSON, for the audit trail.
std::string ReasonDetail(const std::string& reason);

}  // namespace sems::identity
