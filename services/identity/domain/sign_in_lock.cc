#include "services/identity/domain/sign_in_lock.h"

namespace sems::identity {

std::optional<absl::Time> LockedUntil(const SignInFailures& record, absl::Time now) {
  if (record.locked_until.has_value() && now < *record.locked_until) return record.locked_until;
  return std::nullopt;
}

SignInFailures AfterFailure(const SignInFailures& record, absl::Time now) {
  if (LockedUntil(record, now).has_value()) return record;
  const bool lock_is_over = record.locked_until.has_value();
  const bool forgotten = now >= record.last_failed_at + kForgetAfter;
  SignInFailures after;
  after.failures = lock_is_over || forgotten ? 1 : record.failures + 1;
  after.last_failed_at = now;
  if (after.failures >= kFailuresToLock) after.locked_until = now + kLockFor;
  return after;
}

}  // namespace sems::identity
