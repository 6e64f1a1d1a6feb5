#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "common/audit/seal.h"

namespace sems::db {
class Tx;
}

namespace sems::audit {

// The number of streams and the root over all heads as they stand, recorded as the sealed heads of
// the seal that the caller makes of them. They must extend what `last` sealed (the genesis seal
// takes them as they are); DATA_LOSS (AUDIT_TRAIL_BROKEN) otherwise. One pass over heads and sealed
// heads, and over the rows since the last seal.
struct Extent {
  int64_t streams = 0;
  std::string root;
};
absl::StatusOr<Extent> Extend(db::Tx& tx, const std::optional<Seal>& last);

}  // namespace sems::audit
