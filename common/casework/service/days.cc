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

Days DaysOf(const Engine& engine, const CaseFile& file, absl::CivilDay today) {
  Days days;
  days.open = !engine.IsTerminal(file);
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
