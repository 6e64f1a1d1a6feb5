#include "services/duty/domain/reminder_rules.h"

#include <algorithm>

namespace sems::duty {
namespace {

constexpr absl::Duration kFirstRetry = absl::Seconds(30);
constexpr absl::Duration kLongestRetry = absl::Hours(6);

}  // namespace

std::optional<int> LeadDueOn(const ReminderTiming& timing, const Duty& duty, absl::CivilDay today) {
  if (!duty.party_owes || !duty.due_on) return std::nullopt;
  if (duty.status != Status::kOpen && duty.status != Status::kOverdue) return std::nullopt;
  if (!timing.kinds.empty() &&
      std::find(timing.kinds.begin(), timing.kinds.end(), duty.kind) == timing.kinds.end())
    return std::nullopt;
  if (today > *duty.due_on) {
    if (!timing.when_overdue || today - *duty.due_on > kLongestOverdueDays) return std::nullopt;
    return kOverdueLead;
  }
  std::optional<int> last;
  for (const int lead : timing.lead_days) {
    if (*duty.due_on - lead <= today) last = std::min(lead, last.value_or(lead));
  }
  return last;
}

absl::Duration RetryAfter(int attempt, double jitter) {
  const absl::Duration doubled = kFirstRetry * (1LL << std::clamp(attempt - 1, 0, 20));
  return std::min(kLongestRetry, doubled) * (0.75 + 0.5 * jitter);
}

}  // namespace sems::duty
