#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/audit/seal.h"
#include "common/auth/jwt.h"

namespace sems::db {
class Pool;
}

namespace sems::audit {

struct TrailCounts {
  int64_t streams = 0;
  int64_t rows = 0;
};

struct Verdict {
  TrailCounts changes, looks;
  int64_t seals = 0;
  std::optional<Seal> last_seal;
  // What was changed, removed, reordered or added: the first of each kind (in the rows of either
  // trail, in the seals, in the anchor file). Empty: all is as it was written and sealed.
  std::vector<std::string> findings;
  // What is no fault: a line that the next seal will add, a trail that is not sealed.
  std::vector<std::string> notes;
};

// Goes through everything once: every row's place in its chain, every head, what the last seal
// covers, every seal's signature and place, every line of the anchor file. Reads one snapshot;
// services may write and seal meanwhile. `anchor_path`: empty where none is configured. An error
// means that it could not be done.
absl::StatusOr<Verdict> Verify(db::Pool& pool, const std::string& service,
                               const std::string& anchor_path, auth::KeySet& keys);

}  // namespace sems::audit
