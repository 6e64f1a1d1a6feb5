#pragma once

#include <optional>

#include "absl/time/time.h"

namespace sems::identity {

// Five failures lock the login for a while (사용자 인증, core rule); decision: 15 minutes, and a
// failure is forgotten 15 minutes after the last one. Kept by login, known or not, so that a lock
// tells nobody whether the login exists.
inline constexpr int kFailuresToLock = 5;
inline constexpr absl::Duration kLockFor = absl::Minutes(15);
inline constexpr absl::Duration kForgetAfter = absl::Minutes(15);

struct SignInFailures {
  int failures = 0;
  absl::Time last_failed_at = absl::InfinitePast();
  std::optional<absl::Time> locked_until;
};

// The end of the lock that holds at `now`.
std::optional<absl::Time> LockedUntil(const SignInFailures& record, absl::Time now);

// The record after one more failure. A failure while locked does not lengthen the lock, or anybody
// could keep another out for good.
SignInFailures AfterFailure(const SignInFailures& record, absl::Time now);

}  // namespace sems::identity
