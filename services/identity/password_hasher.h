#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace sems::identity {

// How much hashing may go on at once. Each takes a processor for some 20 ms and 19 MiB; without a
// bound a burst of sign-ins would take the machine, and every thread of the service with it.
struct HashingLimits {
  int at_once = 2;
  // Calls that wait for their turn; more are refused. Together they stay well under the threads of
  // the service, which must go on answering who may see what.
  int waiting = 6;
};

// Argon2id (libsodium, 19 MiB, 2 passes, the OWASP minimum) on the caller's thread, a few at once.
class PasswordHasher {
 public:
  static absl::StatusOr<std::unique_ptr<PasswordHasher>> Make(HashingLimits limits = {});

  // RESOURCE_EXHAUSTED (SIGN_IN_BUSY) when too many wait already; DEADLINE_EXCEEDED.
  absl::StatusOr<std::string> Hash(std::string_view password, absl::Time deadline);
  absl::StatusOr<bool> Matches(std::string_view password, const std::string& hash,
                               absl::Time deadline);
  // Takes as long as Matches and never does: for logins that do not exist.
  absl::StatusOr<bool> MatchesNothing(std::string_view password, absl::Time deadline);

  // Runs `work` when its turn has come.
  absl::Status InTurn(absl::Time deadline, absl::FunctionRef<void()> work);

 private:
  explicit PasswordHasher(HashingLimits limits) : limits_(limits) {}
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return running_ < limits_.at_once; }

  const HashingLimits limits_;
  std::string hash_of_nothing_;
  absl::Mutex mutex_;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sems::identity
