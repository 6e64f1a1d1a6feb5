#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/audit/anchor.h"
#include "common/audit/seal.h"
#include "common/auth/jwt.h"
#include "common/db/options.h"
#include "common/db/pool.h"

namespace sems::audit {

struct SealerOptions {
  std::string service;
  db::PoolOptions database;  // of the service; the sealer keeps a connection of its own
  std::string anchor_file;   // of this service
  auth::SigningKey key;
  // Changes are refused when the last seal is older; zero: never.
  absl::Duration max_unsealed = absl::Minutes(10);
  // Who this process is among the replicas; made up when empty.
  std::string holder;
};

// Seals the audit trail of a service's schema every minute: signs the Merkle root of all heads,
// chains the seal to the one before and appends it to the anchor file. Of several replicas the
// holder of a lease does so.
//
// A seal is made only of heads that extend those of the seal before: rows since then are chained
// again, and the recorded heads must still have the root that was signed. So a stream that was
// rewritten, hashes and all, is noticed within the minute and never gets a seal.
//
// Times are this machine's: a civil day the program is told for a test seals nothing.
class Sealer {
 public:
  explicit Sealer(SealerOptions options);
  ~Sealer();

  // Checks that the anchor file can be written, seals once on this thread (so that a new schema has
  // its genesis seal before its first row), then goes on in the background.
  absl::Status Start();
  void Stop();

  // One round: OK when it sealed, when the last seal is recent, or when another holds the lease.
  // DATA_LOSS (AUDIT_TRAIL_BROKEN, AUDIT_ANCHOR_DIFFERS): `semsd audit verify` says where.
  absl::Status Round();

  // UNAVAILABLE (AUDIT_NOT_SEALED) when the last seal is too old. Costs a look at the database only
  // then, at most one a second.
  absl::Status MayChange();

  absl::Time last_seal() const;  // InfinitePast before the first one known
  absl::Duration max_unsealed() const { return options_.max_unsealed; }
  bool broken() const {
    return broken_;
  }  // the last round found the trail or the anchor file altered

 private:
  absl::Status SealIfDue();
  absl::StatusOr<bool> Lead(std::optional<Seal>& last);
  void Note(const std::optional<Seal>& last);
  void Loop();

  const SealerOptions options_;
  const absl::Duration every_;
  const std::string holder_;
  const AnchorFile anchor_;
  db::Pool pool_;
  std::atomic<int64_t> last_seal_us_;
  std::atomic<bool> broken_ = false;
  absl::Mutex look_mutex_;
  absl::Time looked_ ABSL_GUARDED_BY(look_mutex_) = absl::InfinitePast();
  absl::Mutex stop_mutex_;
  bool stop_ ABSL_GUARDED_BY(stop_mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::audit
