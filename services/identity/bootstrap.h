#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sems::db {
class Pool;
}

namespace sems::identity {

// Makes the first administrator (NIER_ADMIN); everybody else comes through the API. `db` is
// identity's own pool. Answers what was done, for the console.
//
// Again with the same login: nothing happens, and the answer says so. FAILED_PRECONDITION
// (ADMIN_EXISTS) when another administrator exists; INVALID_ARGUMENT for a login or a password that
// does not do.
absl::StatusOr<std::string> BootstrapAdmin(db::Pool& db, std::string_view login,
                                           std::string_view password, absl::Time now);

}  // namespace sems::identity
