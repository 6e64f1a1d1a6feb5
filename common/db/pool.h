#pragma once

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/db/options.h"

// The one door to PostgreSQL: a bounded pool and a runner of transactions.
namespace sems::db {

class Tx;
struct Connection;  // a pqxx connection with its prepared statements

struct PoolUse {
  int open = 0;
  int busy = 0;
  int size = 0;
};

enum class TxMode { kReadWrite, kReadOnly };

class Pool {
 public:
  explicit Pool(PoolOptions options);
  ~Pool();

  // Runs `body` in one transaction and commits it when it returns OK, else rolls back and returns
  // its status.
  // - A serialization failure or deadlock runs the body again, up to 5 times while time is left:
  // the body must not
  //   leave side effects in what it captures.
  // - Every statement, and the whole, ends by `deadline` (DEADLINE_EXCEEDED).
  // - No free connection within the acquire timeout: RESOURCE_EXHAUSTED (DATABASE_BUSY). PostgreSQL
  // away or lost:
  //   UNAVAILABLE (DATABASE_UNAVAILABLE). Lost while committing: UNAVAILABLE (COMMIT_IN_DOUBT);
  //   only the same `request_id` may try again. Anything else PostgreSQL refuses: INTERNAL, logged
  //   with its SQLSTATE.
  absl::Status Run(TxMode mode, absl::Time deadline, absl::FunctionRef<absl::Status(Tx&)> body);

  // Single reads outside a transaction: one round trip.
  absl::Status Once(absl::Time deadline, absl::FunctionRef<absl::Status(Tx&)> body);

  // True when a connection can be had and answers (readiness, never liveness).
  bool Reachable();
  PoolUse use() const;

 private:
  absl::StatusOr<std::unique_ptr<Connection>> Acquire(absl::Time deadline);
  void Return(std::unique_ptr<Connection> connection, bool reusable);

  const PoolOptions options_;
  mutable absl::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sems::db
