#include "common/casework/service/days.h"

#include <algorithm>
#include <set>

namespace sems::casework {
namespace {

const absl::CivilDay kEndOfCalendar(9999, 12, 31);

std::vector<std::string> NumbersMissing(const Engine& engine, const CaseFile& file) {
  std::set<std::string> missing;
  for (const ClockRun& run : file.clocks) {
    if (run.status != ClockStatus::kUnset) continue;
    for (const Clock& clock : engine.MachineOf(file).clocks) {
      if (clock.id == run.clock && !clock.parameter.empty()) missing.insert(clock.parameter);
    }
  }
  return {missing.begin(), missing.end()};
}

}  // namespace

Days DaysOf(const Engine& engine, const CaseFile& file, absl::CivilDay today,
            const std::string& edition) {
  Days days;
  days.open = !engine.IsTerminal(file);
  // What the last event of a case has started is still owed after it.
  const bool moves =
      days.open || std::any_of(file.clocks.begin(), file.clocks.end(),
                               [](const ClockRun& run) { return !run.ended_on.has_value(); });
  if (moves) days.computed_under = edition;
  if (!days.open) return days;
  days.next_due_on = engine.NextDueDay(file, &days.next_clock);
  days.next_timer_on = engine.NextTimerDay(file);
  days.waits_for = NumbersMissing(engine, file);
  // A timer that waits for a judgement is not rung, but on its day the case becomes blocked.
  for (const DueTimer& timer : engine.BlockedTimers(file, kEndOfCalendar)) {
    if (timer.on <= today) {
      days.blocked = true;
    } else if (!days.next_timer_on || timer.on < *days.next_timer_on) {
      days.next_timer_on = timer.on;
    }
  }
  return days;
}

}  // namespace sems::casework
