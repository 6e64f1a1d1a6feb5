#include "common/casework/clocks.h"

#include <algorithm>
#include <utility>

#include "common/casework/guards.h"

namespace sems::casework {
namespace {

bool Contains(const std::vector<std::string>& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

// No case lives through more; a bound for data that would never get there.
constexpr int kMostSteps = 10'000;

// A cycle: what has to be done falls due when its day comes, and cannot be done before. Any other
// repeating clock is a period within which something has to be done.
bool ComesRound(const Clock& clock) {
  return clock.repeat && (clock.auto_on_due_day || clock.mode == calendar::Mode::kPeriodicMonth);
}

}  // namespace

std::optional<absl::CivilDay> RingsOn(const Clock& clock, const ClockRun& run) {
  if (clock.auto_event.empty()) return std::nullopt;
  if (run.date.window_from.has_value() && clock.mode == calendar::Mode::kPeriodicMonth) {
    return run.date.window_from;
  }
  if (!run.date.due.has_value()) return std::nullopt;
  return clock.auto_on_due_day ? *run.date.due : *run.date.due + 1;
}

const ClockRun* RunToExtend(const CaseFile& file, std::string_view clock) {
  const ClockRun* earliest = nullptr;
  for (const ClockRun& run : file.clocks) {
    if (run.clock == clock && !run.ended_on.has_value() && run.started_on.has_value() &&
        (earliest == nullptr || run.run < earliest->run)) {
      earliest = &run;
    }
  }
  return earliest;
}

int ClockToExtend(const View& view, const Transition& transition) {
  const Machine& machine = view.machine.machine();
  const int named = view.machine.FindClock(transition.extends);
  if (named < 0 || RunToExtend(view.file, transition.extends) != nullptr) return named;
  for (int i = 0; i < static_cast<int>(machine.clocks.size()); ++i) {
    const Clock& clock = machine.clocks[i];
    if (!clock.auto_event.empty() && clock.auto_event == machine.clocks[named].auto_event &&
        RunToExtend(view.file, clock.id) != nullptr) {
      return i;
    }
  }
  return named;
}

bool Clocks::Applies(const Clock& clock) const {
  return InVariant(clock.variants, file_) &&
         !JudgeGuards(view_, clock.guard, clock.guard_not, recorded_on_).refuted();
}

void Clocks::Open() {
  for (const Clock& clock : view_.machine.machine().clocks) {
    if (!Applies(clock) || OpenRun(file_, clock.id) != nullptr) continue;
    if (!clock.month_day.empty() && clock.start.empty()) {
      // A yearly act that the year's day opens is due in the year of the opening, too.
      const bool opens_year = clock.repeat && clock.auto_on_due_day;
      Start(clock, opens_year ? absl::CivilDay(file_.opened_on.year(), 1, 1) : file_.opened_on,
            false, std::nullopt);
      continue;
    }
    const bool named_by_clock = view_.machine.NamedBy(clock.due_before) >= 0;
    if (IsCalendarEvent(clock.start) && clock.start_default.empty()) {
      Start(clock, CalendarAnchorFrom(clock.start, file_.opened_on), false, std::nullopt);
      continue;
    }
    const bool waits_for_start = !clock.start.empty() && clock.start_default.empty() &&
                                 !view_.machine.IsTransition(clock.start) &&
                                 !IsCalendarEvent(clock.start);
    if ((!clock.due_before.empty() && !named_by_clock) || waits_for_start) {
      NewRun(clock, std::nullopt, false, 1);
    }
  }
}

ClockRun& Clocks::NewRun(const Clock& clock, std::optional<absl::CivilDay> started_on, bool assumed,
                         int step) {
  const ClockRun* const latest = LatestRun(file_, clock.id);
  ClockRun run;
  run.clock = clock.id;
  run.run = latest == nullptr ? 1 : latest->run + 1;
  run.started_on = started_on;
  run.start_assumed = assumed;
  run.step = step;
  file_.clocks.push_back(std::move(run));
  Compute(clock, file_.clocks.back());
  return file_.clocks.back();
}

void Clocks::EndRun(const Clock& clock, ClockRun& run, absl::CivilDay day, bool decided) {
  run.ended_on = day;
  if (!decided || !run.date.due.has_value()) {
    run.status = ClockStatus::kEnded;
  } else {
    run.status = day <= *run.date.due ? ClockStatus::kMet : ClockStatus::kMissed;
  }
  ended_any_ = true;
  LastDayMoved(clock, std::nullopt);
}

void Clocks::LastDayMoved(const Clock& clock, std::optional<absl::CivilDay> due) {
  if (!clock.due_event.empty()) moved_.push_back({clock.due_event, due});
}

void Clocks::Settle() {
  for (const MovedDay& moved : std::exchange(moved_, {})) {
    for (const ClockTouch& touch : view_.machine.Touched(moved.date_event)) {
      if (!touch.anchors) continue;
      const Clock& clock = ClockAt(touch.clock);
      if (moved.due.has_value()) {
        FollowDueDay(clock, *moved.due);
      } else {
        Drop(clock, recorded_on_);
      }
    }
  }
}

void Clocks::Drop(const Clock& clock, absl::CivilDay day) {
  // A run that never had a day has nothing to tell.
  std::erase_if(file_.clocks, [&](const ClockRun& run) {
    return run.clock == clock.id && !run.ended_on.has_value() && !run.started_on.has_value();
  });
  for (size_t i = 0; i < file_.clocks.size(); ++i) {
    ClockRun& run = file_.clocks[i];
    if (run.clock == clock.id && !run.ended_on.has_value()) EndRun(clock, run, day, false);
  }
  Forget(clock);
}

void Clocks::Forget(const Clock& clock) {
  int ended = 0;
  for (const ClockRun& run : file_.clocks) {
    ended += run.clock == clock.id && run.ended_on.has_value();
  }
  std::erase_if(file_.clocks, [&](const ClockRun& run) {
    return run.clock == clock.id && run.ended_on.has_value() && ended > kEndedRunsKept &&
           ended-- > 0;
  });
}

void Clocks::Ends(std::string_view event, absl::CivilDay day, std::string_view timer) {
  for (const ClockTouch& touch : view_.machine.Touched(event)) {
    if (!touch.ends && !touch.stops_for_good) continue;
    const Clock& clock = ClockAt(touch.clock);
    if (clock.id == timer) continue;
    const bool anew = touch.resets || ((touch.starts || touch.stands_in) && !clock.anchor_fixed);
    bool any_rung = false;
    for (const ClockRun& run : file_.clocks) {
      any_rung |= run.clock == clock.id && !run.ended_on.has_value() && run.rung;
    }
    int last_step = 0;
    std::optional<absl::CivilDay> anchor;
    for (size_t i = 0; i < file_.clocks.size(); ++i) {
      ClockRun& run = file_.clocks[i];
      if (run.clock != clock.id || run.ended_on.has_value() || !run.started_on.has_value())
        continue;
      if (touch.ends && clock.repeat) {
        const std::optional<absl::CivilDay> rings = RingsOn(clock, run);
        // A day of a cycle is not done before it comes, unless the count begins anew with the deed
        // and nothing older is waiting for it.
        const bool ahead = rings.has_value() && *rings > day;
        const bool later_one = any_rung || anchor.has_value();  // an older one takes the deed
        if (ComesRound(clock) ? ahead && (!anew || later_one) : any_rung && !run.rung) continue;
      }
      // The end is where a stop that still runs is counted up to.
      if (dates_.IsStopped(view_, clock, run)) dates_.Compute(view_, clock, day, run);
      EndRun(clock, run, day, touch.ends);
      anchor = run.started_on;
      last_step = run.step;
    }
    if (anchor.has_value() && clock.repeat && touch.ends && !anew &&
        OpenRun(file_, clock.id) == nullptr) {
      ClockRun done;
      done.clock = clock.id;
      done.started_on = anchor;
      done.step = last_step;
      NextOfCycle(clock, done);
    }
    Forget(clock);
  }
}

void Clocks::NextOfCycle(const Clock& clock, const ClockRun& run) {
  if (!Applies(clock) || !run.started_on.has_value()) return;
  const bool assumed = run.start_assumed;
  if (IsCalendarEvent(clock.start)) {
    NewRun(clock, CalendarAnchorAfter(clock.start, *run.started_on), false, 1);
  } else {
    const absl::CivilDay anchor = *run.started_on;
    const int step = run.step + 1;
    NewRun(clock, anchor, assumed, step);
  }
}

void Clocks::Starts(std::string_view event, absl::CivilDay day, bool dated,
                    const std::optional<calendar::Period>& set_period) {
  for (const ClockTouch& touch : view_.machine.Touched(event)) {
    const Clock& clock = ClockAt(touch.clock);
    if (!InVariant(clock.variants, file_)) continue;
    if (touch.anchors) CountBackFrom(clock, event, day, dated);
    if (!touch.starts && !touch.stands_in && !touch.resets) continue;
    if (!Applies(clock)) continue;
    if (touch.starts) {
      Start(clock, day, dated, set_period);
    } else if (touch.resets) {
      Restart(clock, day, false, set_period);
    } else {
      StandIn(clock, day, set_period);
    }
  }
}

void Clocks::Start(const Clock& clock, absl::CivilDay day, bool dated,
                   const std::optional<calendar::Period>& set_period) {
  ClockRun* open = OpenRun(file_, clock.id);
  const bool first = open == nullptr;
  if (open != nullptr && open->started_on.has_value() && !open->start_assumed) {
    if (clock.anchor_fixed) return;
    if (clock.repeat) {
      Restart(clock, day, false, set_period);
      return;
    }
    if (!dated) {
      EndRun(clock, *open, day, false);
      open = nullptr;
    }
  }
  if (open == nullptr) {
    open = &NewRun(clock, day, false, 1);
  } else {
    open->started_on = day;
    open->start_assumed = false;
  }
  if (set_period.has_value()) open->set_period = set_period;
  Compute(clock, *open);
  if (first && dated) {
    // Entered late: what ends it may have happened already.
    const ClockRun* previous = nullptr;
    for (const ClockRun& run : file_.clocks) {
      if (run.clock == clock.id && run.ended_on.has_value()) previous = &run;
    }
    AdoptEnd(clock, *open, previous == nullptr ? std::nullopt : previous->ended_on);
  } else if (dated && open->started_on.has_value()) {
    AdoptEnd(clock, *open, day - 1);
  }
  Forget(clock);
}

void Clocks::StandIn(const Clock& clock, absl::CivilDay day,
                     const std::optional<calendar::Period>& set_period) {
  ClockRun* open = OpenRun(file_, clock.id);
  if (open != nullptr && open->started_on.has_value()) {
    if (clock.repeat && !clock.anchor_fixed && !IsCalendarEvent(clock.start)) {
      Restart(clock, day, true, set_period);
    }
    return;
  }
  absl::CivilDay start = day;
  bool assumed = true;
  if (IsCalendarEvent(clock.start)) {
    start = CalendarAnchorFrom(clock.start, day);
    assumed = false;
  } else if (const auto known = file_.days.find(clock.start);
             known != file_.days.end() && known->second >= day) {
    start = known->second;
    assumed = false;
  }
  if (open == nullptr) {
    if (clock.anchor_fixed && LatestRun(file_, clock.id) != nullptr) {
      start = *LatestRun(file_, clock.id)->started_on;
    }
    open = &NewRun(clock, start, assumed, 1);
  } else {
    open->started_on = start;
    open->start_assumed = assumed;
  }
  if (set_period.has_value()) open->set_period = set_period;
  Compute(clock, *open);
}

void Clocks::Restart(const Clock& clock, absl::CivilDay day, bool assumed,
                     const std::optional<calendar::Period>& set_period) {
  Drop(clock, day);
  ClockRun& run = NewRun(clock, day, assumed, 1);
  if (set_period.has_value()) run.set_period = set_period;
  Compute(clock, run);
  Forget(clock);
}

void Clocks::CountBackFrom(const Clock& clock, std::string_view event, absl::CivilDay day,
                           bool dated) {
  const bool happens = !dated && view_.machine.IsTransition(event);
  ClockRun* run = const_cast<ClockRun*>(LatestRun(file_, clock.id));
  // A day that has come and gone without the event being a step of this machine is settled too.
  const auto settled = [&](const ClockRun& of) {
    return of.settled || (!view_.machine.IsTransition(event) && of.started_on.has_value() &&
                          *of.started_on < recorded_on_ && day > *of.started_on);
  };
  if (run != nullptr && settled(*run)) {
    if (!run->ended_on.has_value()) EndRun(clock, *run, day, false);
    run = nullptr;
  }
  if (run == nullptr) {
    if (!Applies(clock)) return;
    std::optional<absl::CivilDay> before;
    if (const ClockRun* const last = LatestRun(file_, clock.id)) before = last->ended_on;
    ClockRun& fresh = NewRun(clock, day, false, 1);
    fresh.settled = happens;
    AdoptEnd(clock, fresh, before);
    if (happens && clock.end.empty()) EndRun(clock, fresh, day, false);
  } else {
    const bool first_day = !run->started_on.has_value();
    run->started_on = day;
    run->settled = happens;
    Compute(clock, *run);
    if (run->ended_on.has_value()) {
      // Done already; the day moved, and with it whether that was in time.
      if (run->status != ClockStatus::kEnded) EndRun(clock, *run, *run->ended_on, true);
    } else if (happens && clock.end.empty()) {
      // Nothing that is recorded had to come before it.
      EndRun(clock, *run, day, false);
    } else if (first_day) {
      AdoptEnd(clock, *run, std::nullopt);
    }
  }
  Forget(clock);
}

void Clocks::AdoptEnd(const Clock& clock, ClockRun& run, std::optional<absl::CivilDay> after) {
  std::optional<absl::CivilDay> ended;
  for (const std::string& event : clock.end) {
    const auto found = file_.days.find(event);
    if (found == file_.days.end() || found->second > recorded_on_) continue;
    if (after.has_value() && found->second <= *after) continue;
    if (clock.due_before.empty() && found->second < *run.started_on) continue;
    if (!ended.has_value() || found->second < *ended) ended = found->second;
  }
  if (!ended.has_value()) return;
  EndRun(clock, run, *ended, true);
  if (clock.repeat) NextOfCycle(clock, ClockRun(run));
}

void Clocks::Rung(std::string_view id, int number, absl::CivilDay day) {
  const int index = view_.machine.FindClock(id);
  if (index < 0) return;
  const Clock& clock = ClockAt(index);
  for (size_t i = 0; i < file_.clocks.size(); ++i) {
    ClockRun& run = file_.clocks[i];
    if (run.clock != id || run.run != number) continue;
    run.rung = true;
    const ClockRun done = run;
    if (Contains(clock.end, clock.auto_event)) {
      // A period that simply has to pass: it has.
      EndRun(clock, run, day, false);
      run.status = ClockStatus::kMet;
    } else if (clock.end.empty() && !run.ended_on.has_value()) {
      EndRun(clock, run, day, false);
    }
    const ClockRun* const latest = LatestRun(file_, id);
    if (clock.repeat && latest->run == number) NextOfCycle(clock, done);
    break;
  }
  Forget(clock);
}

void Clocks::Extend(std::string_view id, const calendar::Extension& extension) {
  const int index = view_.machine.FindClock(id);
  ClockRun* const run = const_cast<ClockRun*>(RunToExtend(file_, id));
  if (index < 0 || run == nullptr) return;
  run->extensions.push_back(extension);
  run->rung = false;
  Compute(ClockAt(index), *run);
}

void Clocks::Switch(const Clock& clock, absl::CivilDay day) {
  if (!InVariant(clock.variants, file_)) return;
  if (!Applies(clock)) {
    Drop(clock, day);
    return;
  }
  ClockRun* const open = OpenRun(file_, clock.id);
  if (open != nullptr) {
    Compute(clock, *open);
    return;
  }
  // It applies now: from the day its start had, unless that start has had its run.
  const std::string& from = !clock.due_before.empty() ? clock.due_before : clock.start;
  std::optional<absl::CivilDay> start;
  bool assumed = false;
  if (const auto known = file_.days.find(from); known != file_.days.end()) {
    start = known->second;
  } else if (const auto stand_in = file_.days.find(clock.start_default);
             stand_in != file_.days.end()) {
    start = stand_in->second;
    assumed = true;
    if (IsCalendarEvent(clock.start)) {
      start = CalendarAnchorFrom(clock.start, stand_in->second);
      assumed = false;
    }
  }
  const ClockRun* const latest = LatestRun(file_, clock.id);
  if (!start.has_value()) {
    if (latest == nullptr) Open();
    return;
  }
  if (latest != nullptr && latest->started_on == start && latest->status != ClockStatus::kEnded) {
    return;
  }
  if (latest != nullptr && clock.anchor_fixed && latest->started_on.has_value()) {
    start = latest->started_on;
  }
  std::optional<absl::CivilDay> before;
  if (latest != nullptr && latest->status != ClockStatus::kEnded) before = latest->ended_on;
  ClockRun& run = NewRun(clock, start, assumed, 1);
  AdoptEnd(clock, run, before);
}

void Clocks::GuardChanged(std::string_view guard, absl::CivilDay day) {
  for (const int clock : view_.machine.ClocksWithGuard(guard)) Switch(ClockAt(clock), day);
}

void Clocks::ValueChanged(std::string_view value, absl::CivilDay day) {
  for (const Clock& clock : view_.machine.machine().clocks) {
    if (clock.value != value) continue;
    absl::CivilDay last_rung = absl::CivilDay::min();
    for (const ClockRun& run : file_.clocks) {
      if (run.clock == clock.id && run.rung && run.date.due) {
        last_rung = std::max(last_rung, *run.date.due);
      }
    }
    for (size_t i = 0; i < file_.clocks.size(); ++i) {
      ClockRun& run = file_.clocks[i];
      if (run.clock != clock.id || run.ended_on.has_value() || run.rung) continue;
      const bool had_day = run.date.due.has_value();
      if (clock.repeat && had_day) {
        // Another period on the same grid: its first day from now on. Days that it would have had
        // before were not days of this case.
        run.step = 1;
        Compute(clock, run);
        while (run.date.due.has_value() && (*run.date.due < day || *run.date.due <= last_rung) &&
               run.step < kMostSteps) {
          ++run.step;
          Compute(clock, run);
        }
      } else {
        Compute(clock, run);
      }
    }
  }
  // Guards that read the value.
  for (const std::string& guard : view_.machine.guards()) {
    const Guard* const known = view_.law.FindGuard(guard);
    if (known != nullptr && known->computed == Guard::Computed::kValueIs && known->value == value) {
      GuardChanged(guard, day);
    }
  }
}

void Clocks::StopChanged(std::string_view suspension) {
  for (size_t i = 0; i < file_.clocks.size(); ++i) {
    ClockRun& run = file_.clocks[i];
    if (run.ended_on.has_value()) continue;
    const Clock* const clock = ClockOf(run);
    if (clock != nullptr && Contains(clock->suspensions, suspension)) Compute(*clock, run);
  }
}

void Clocks::CloseAll(absl::CivilDay day) {
  for (const Clock& clock : view_.machine.machine().clocks) Drop(clock, day);
}

void Clocks::Compute(const Clock& clock, ClockRun& run) {
  const std::optional<absl::CivilDay> before = run.date.due;
  dates_.Compute(view_, clock, recorded_on_, run);
  if (run.ended_on.has_value()) return;
  SetStatus(clock, run, recorded_on_);
  if (run.date.due.has_value() && run.date.due != before) LastDayMoved(clock, run.date.due);
}

void Clocks::FollowDueDay(const Clock& clock, absl::CivilDay due) {
  if (ClockRun* const open = OpenRun(file_, clock.id)) {
    if (open->started_on == due) return;
    open->started_on = due;
    Compute(clock, *open);
  } else if (Applies(clock)) {
    NewRun(clock, due, false, 1);
  }
}

void Clocks::SetStatus(const Clock& clock, ClockRun& run, absl::CivilDay today) {
  const Lack lack = dates_.LackOf(view_, clock, run);
  if (lack == Lack::kNumber) {
    run.status = ClockStatus::kUnset;
  } else if (lack != Lack::kNothing) {
    run.status = ClockStatus::kWaiting;
  } else if (dates_.IsStopped(view_, clock, run)) {
    run.status = ClockStatus::kSuspended;
  } else {
    run.status = run.date.due.has_value() && today > *run.date.due ? ClockStatus::kExpired
                                                                   : ClockStatus::kRunning;
  }
}

void Clocks::Assess(absl::CivilDay today) {
  for (size_t i = 0; i < file_.clocks.size(); ++i) {
    ClockRun& run = file_.clocks[i];
    if (run.ended_on.has_value()) continue;
    const Clock* const known = ClockOf(run);
    if (known == nullptr) continue;
    const Clock& clock = *known;
    if (dates_.IsStopped(view_, clock, run)) dates_.Compute(view_, clock, today, run);
    if (clock.repeat && clock.auto_event.empty() && clock.end.empty()) {
      // Nothing ever ends such a cycle; its next day is the one to show.
      while (run.date.due.has_value() && *run.date.due < today && run.step < kMostSteps) {
        ++run.step;
        ++run.run;
        dates_.Compute(view_, clock, today, run);
      }
    }
    SetStatus(clock, run, today);
  }
}

void Clocks::Refresh(absl::CivilDay today) {
  for (size_t i = 0; i < file_.clocks.size(); ++i) {
    ClockRun& run = file_.clocks[i];
    if (run.ended_on.has_value()) continue;
    if (const Clock* const clock = ClockOf(run)) {
      Compute(*clock, run);
    } else {
      run.ended_on = today;
      run.status = ClockStatus::kEnded;
    }
  }
  Assess(today);
}

}  // namespace sems::casework
