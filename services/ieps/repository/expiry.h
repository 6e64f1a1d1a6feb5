#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace sems::db {
class Pool;
}

namespace sems::ieps {

// Of every site, for the service's own housekeeping: the bytes of files that have expired (digest,
// who and when stay), and drafts a day after they have.
absl::Status RemoveExpired(db::Pool& pool, absl::Time now);

}  // namespace sems::ieps
