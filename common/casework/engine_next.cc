#include <algorithm>

#include "common/casework/calendar_anchors.h"
#include "common/casework/clocks.h"
#include "common/casework/engine.h"
#include "common/casework/event_checks.h"
#include "common/casework/fees.h"
#include "common/casework/form_checks.h"
#include "common/casework/guards.h"
#include "common/casework/roles.h"
#include "common/casework/stops.h"
#include "common/casework/transitions.h"

// What can happen next in a case, who may raise it, and what is missing for it.
namespace sems::casework {
namespace {

void AddRoles(const View& view, const std::vector<std::string>& ids, NextEvent& next) {
  for (const std::string& id : ids) {
    if (const Role* const role = view.law.FindRole(id)) next.by.push_back(role);
  }
}

// The day on which the clock raises it, if one is on its way to.
std::optional<absl::CivilDay> TimerDay(const View& view, std::string_view event) {
  std::optional<absl::CivilDay> first;
  for (const ClockRun& run : view.file.clocks) {
    if (run.ended_on.has_value() || run.rung) continue;
    const int index = view.machine.FindClock(run.clock);
    if (index < 0) continue;
    const Clock& clock = view.machine.machine().clocks[index];
    if (clock.auto_event != event || run.status == ClockStatus::kSuspended) continue;
    const std::optional<absl::CivilDay> on = RingsOn(clock, run);
    if (on.has_value() && (!first.has_value() || *on < *first)) first = on;
  }
  return first;
}

// What the clock that raises it waits for: facts it runs by, and the value its period goes by.
void AddWhatItsClockWaitsFor(const View& view, std::string_view event, absl::CivilDay today,
                             NextEvent& next) {
  for (const ClockRun& run : view.file.clocks) {
    const int index = view.machine.FindClock(run.clock);
    if (run.ended_on.has_value() || index < 0) continue;
    const Clock& clock = view.machine.machine().clocks[index];
    if (clock.auto_event != event) continue;
    for (const auto* guards : {&clock.guard, &clock.guard_not}) {
      for (const std::string& guard : *guards) {
        const bool told = std::ranges::any_of(
            next.guards, [&](const GuardQuestion& other) { return other.guard->id == guard; });
        const Guard* const known = view.law.FindGuard(guard);
        if (told || known == nullptr || GuardHolds(view, guard, today).has_value()) continue;
        next.guards.push_back({known, guards == &clock.guard, std::nullopt});
      }
    }
    if (!clock.value.empty() && !view.file.values.contains(clock.value) &&
        std::ranges::find(next.needs, clock.value) == next.needs.end()) {
      next.needs.push_back(clock.value);
    }
  }
}

// Transitions that the present stops allow: one that resumes needs its stop.
bool IsPossible(const View& view, const Transition& transition) {
  if (!transition.suspend.empty() && IsStopOpen(view.file, transition.suspend)) return false;
  return transition.resume.empty() || IsStopOpen(view.file, transition.resume);
}

}  // namespace

std::vector<NextEvent> Engine::Next(const CaseFile& file, const Actor& actor,
                                    absl::CivilDay today) const {
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) return {};
  const View& view = *found;
  const std::vector<Transition>& transitions = view.machine.machine().transitions;
  std::vector<NextEvent> all;
  for (const std::string& id : view.machine.EventsFrom(file.state)) {
    std::vector<int> candidates = Candidates(view, id);
    std::erase_if(candidates, [&](int index) { return !IsPossible(view, transitions[index]); });
    if (candidates.empty()) continue;
    NextEvent next;
    next.event = index_->FindEvent(id);
    if (next.event == nullptr) continue;
    for (const int index : candidates) next.transitions.push_back(&transitions[index]);
    const std::vector<std::string> by = RolesOf(view, candidates);
    AddRoles(view, by, next);
    next.allowed = StandingOf(view, actor, by, {}).answer == Standing::Answer::kMay;
    next.timer_on = TimerDay(view, id);

    bool unanswered = false;
    for (const std::string& guard : GuardsOf(view, candidates)) {
      GuardQuestion question;
      question.guard = index_->FindGuard(guard);
      if (question.guard == nullptr) continue;
      const Transition& first = *next.transitions.front();
      question.must_hold = std::ranges::find(first.guard_not, guard) == first.guard_not.end();
      question.holds = GuardHolds(view, guard, today);
      next.guards.push_back(question);
    }
    if (next.event->kind == EventKind::kTimer) AddWhatItsClockWaitsFor(view, id, today, next);
    const Choice choice = Choose(view, candidates, today);
    unanswered = choice.transition < 0;
    const int index = choice.transition >= 0 ? choice.transition : candidates.front();
    const Transition& likely = transitions[index];
    next.procedures = ProceduresOf(view, likely);
    if (next.procedures.size() > 1) next.needs.push_back("procedure_id");
    if (!ClocksAwaitingPeriod(view, id).empty()) next.needs.push_back("set_period");
    if (!likely.extends.empty()) next.needs.push_back("extension");
    next.needs.insert(next.needs.end(), likely.sets.begin(), likely.sets.end());
    if (next.procedures.size() == 1) {
      const Procedure& procedure = *next.procedures.front();
      if (AsksForChecklist(view.machine, index, procedure)) {
        next.missing_attachments = MissingAtStep(view, index, procedure);
        next.missing_contents = MissingContents(file, procedure);
      }
      next.unpaid_krw = FeeBlocking(view, index, procedure);
    }
    next.ready = next.event->kind != EventKind::kTimer && !unanswered && next.needs.empty() &&
                 next.missing_attachments.empty() && next.missing_contents.empty() &&
                 next.unpaid_krw == 0;
    all.push_back(std::move(next));
  }
  // Days that clocks wait for.
  for (const ClockRun& run : file.clocks) {
    if (run.ended_on.has_value() || (run.started_on.has_value() && !run.start_assumed)) continue;
    const int index = view.machine.FindClock(run.clock);
    if (index < 0) continue;
    const Clock& clock = view.machine.machine().clocks[index];
    const std::string& id = clock.due_before.empty() ? clock.start : clock.due_before;
    if (!IsRecordable(view, id)) continue;
    if (std::ranges::any_of(all, [&](const NextEvent& other) { return other.event->id == id; })) {
      continue;
    }
    NextEvent next;
    next.event = index_->FindEvent(id);
    AddRoles(view, RecordersOf(view, id), next);
    next.allowed = RecorderIn(view, actor, id, {}).answer == Standing::Answer::kMay;
    if (!ClocksAwaitingPeriod(view, id).empty()) next.needs.push_back("set_period");
    next.ready = next.needs.empty();
    all.push_back(std::move(next));
  }
  return all;
}

}  // namespace sems::casework
