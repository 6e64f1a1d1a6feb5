#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "services/support/repository/attachments.h"

namespace sems::support::handlers {

// An attachment in the caller's scope: one of a site it sees, of its own organisation, or its own;
// or one that a case holds whose subject is one of these or lies in the caller's districts; for a
// partner system its own, and what a case holds in which it has a role.
// PERMISSION_DENIED for any other id, existing or not.
absl::StatusOr<repository::Attachment> FindInScope(server::Call& call, const std::string& id);

}  // namespace sems::support::handlers
