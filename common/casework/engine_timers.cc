#include <algorithm>

#include "common/casework/clocks.h"
#include "common/casework/engine.h"
#include "common/casework/guards.h"

// Timer events. A clock rings on its day and once; a state that has no use for the event lets it
// wait, and it rings, with its own day, as soon as the case is where it can. Several that were
// slept through ring one after another in the order of their days.
namespace sems::casework {
namespace {

// All timers of the case that could ring from its present state, by day.
std::vector<DueTimer> TimersOf(const View& view) {
  std::vector<DueTimer> timers;
  for (const ClockRun& run : view.file.clocks) {
    if (run.ended_on.has_value() || run.rung) continue;
    const int index = view.machine.FindClock(run.clock);
    if (index < 0) continue;
    const Clock& clock = view.machine.machine().clocks[index];
    if (clock.auto_event.empty()) continue;
    const std::vector<int> candidates = Candidates(view, clock.auto_event);
    if (candidates.empty()) continue;
    DueTimer timer;
    timer.event = clock.auto_event;
    timer.clock = clock.id;
    timer.run = run.run;
    if (run.status == ClockStatus::kUnset) {
      timer.on = run.started_on.value_or(view.file.opened_on);
      timer.unset_parameters.push_back(clock.parameter);
    } else if (run.status == ClockStatus::kSuspended) {
      continue;
    } else if (const std::optional<absl::CivilDay> on = RingsOn(clock, run)) {
      // A day that was over before the case began counts as its first.
      timer.on = std::max(*on, view.file.opened_on);
    } else {
      continue;
    }
    // It exists by facts that somebody has to state, and so does its event's outcome.
    const GuardVerdict verdict = JudgeGuards(view, clock.guard, clock.guard_not, timer.on);
    if (verdict.refuted()) continue;
    timer.unanswered_guards = verdict.unanswered;
    const Choice choice = Choose(view, candidates, timer.on);
    if (choice.transition < 0) {
      if (choice.unanswered.empty()) continue;  // refuted, for now
      for (const std::string& guard : choice.unanswered) {
        if (std::ranges::find(timer.unanswered_guards, guard) == timer.unanswered_guards.end()) {
          timer.unanswered_guards.push_back(guard);
        }
      }
    }
    timers.push_back(std::move(timer));
  }
  std::ranges::stable_sort(timers, {}, &DueTimer::on);
  return timers;
}

}  // namespace

std::optional<DueTimer> Engine::NextTimer(const CaseFile& file, absl::CivilDay today) const {
  const std::optional<View> view = ViewOf(*index_, file);
  if (!view.has_value()) return std::nullopt;
  for (const DueTimer& timer : TimersOf(*view)) {
    if (timer.on > today) break;
    if (!timer.blocked()) return timer;
  }
  return std::nullopt;
}

std::vector<DueTimer> Engine::BlockedTimers(const CaseFile& file, absl::CivilDay today) const {
  const std::optional<View> view = ViewOf(*index_, file);
  if (!view.has_value()) return {};
  std::vector<DueTimer> timers = TimersOf(*view);
  std::erase_if(timers,
                [&](const DueTimer& timer) { return timer.on > today || !timer.blocked(); });
  return timers;
}

std::optional<absl::CivilDay> Engine::NextTimerDay(const CaseFile& file) const {
  const std::optional<View> view = ViewOf(*index_, file);
  if (!view.has_value()) return std::nullopt;
  for (const DueTimer& timer : TimersOf(*view)) {
    if (!timer.blocked()) return timer.on;
  }
  return std::nullopt;
}

std::optional<absl::CivilDay> Engine::NextDueDay(const CaseFile& file, std::string* clock) const {
  const std::optional<View> view = ViewOf(*index_, file);
  if (!view.has_value()) return std::nullopt;
  const ClockRun* first = nullptr;
  for (const ClockRun& run : file.clocks) {
    if (run.ended_on.has_value() || !run.date.due.has_value()) continue;
    const int index = view->machine.FindClock(run.clock);
    if (index < 0) continue;
    const Clock& known = view->machine.machine().clocks[index];
    if (known.IsOfTheSystem() || known.lapses) continue;
    // One of which nobody has judged yet whether it applies is looked upon as if it did.
    if (run.status == ClockStatus::kUnset) continue;
    if (first == nullptr || *run.date.due < *first->date.due) first = &run;
  }
  if (first == nullptr) return std::nullopt;
  if (clock != nullptr) *clock = first->clock;
  return first->date.due;
}

Entry Engine::Ring(const CaseFile& file, const DueTimer& timer, absl::CivilDay today) const {
  Entry entry;
  entry.kind = EntryKind::kTimer;
  entry.sequence = file.sequence + 1;
  entry.recorded_on = today;
  entry.input.event = timer.event;
  entry.input.occurred_on = timer.on;
  entry.input.as_role = "system";
  entry.clock = timer.clock;
  entry.run = timer.run;
  entry.from_state = entry.to_state = file.state;
  const std::optional<View> view = ViewOf(*index_, file);
  if (!view.has_value()) return entry;
  entry.transition = Choose(*view, Candidates(*view, timer.event), timer.on).transition;
  if (entry.transition >= 0) {
    const Transition& taken = view->machine.machine().transitions[entry.transition];
    entry.to_state = taken.to;
    entry.input.procedure = taken.procedure.empty() ? view->procedure.id : taken.procedure;
  }
  return entry;
}

}  // namespace sems::casework
