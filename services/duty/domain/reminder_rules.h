#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/duty/domain/duty.h"

namespace sems::duty {

// The lead that means: it is overdue.
inline constexpr int kOverdueLead = -1;
// What has been overdue for longer is not reminded of any more.
inline constexpr int kLongestOverdueDays = 60;
inline constexpr int kMaxLeadDays = 365;
inline constexpr int kMaxLeads = 10;

struct ReminderTiming {
  std::vector<int> lead_days;
  bool when_overdue = false;
  std::vector<Kind> kinds;  // empty: all
};

// The one reminder of the duty that has fallen due by today: of several leads that have passed (a
// new rule, a short-noticed duty, a time without service) only the last. None for what is not to be
// done, stands still, has no day or is owed by the authority. What has been planned already is kept
// by the caller, under (channel, duty, due day, lead).
std::optional<int> LeadDueOn(const ReminderTiming& timing, const Duty& duty, absl::CivilDay today);

// How long to wait after the attempt of that number (from 1) has failed: doubled each time, up to
// six hours, spread by `jitter` (0 to 1) over three quarters to five quarters, so that what failed
// together is not tried together again.
absl::Duration RetryAfter(int attempt, double jitter);

}  // namespace sems::duty
