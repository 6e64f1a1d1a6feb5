#include "common/casework/clock_dates.h"

#include <algorithm>

#include "common/casework/guards.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

// Due each time it comes round on a grid, not within a time from an event.
bool IsGrid(const Clock& clock) {
  return clock.mode == calendar::Mode::kPeriodic || clock.mode == calendar::Mode::kPeriodicMonth ||
         (clock.repeat && clock.auto_on_due_day);
}

// A day by itself, without a length of time.
bool NeedsPeriod(const Clock& clock) {
  switch (clock.mode) {
    case calendar::Mode::kImmediate:
    case calendar::Mode::kSimultaneous:
    case calendar::Mode::kBeforeEvent:
    case calendar::Mode::kCalendarYearly:
    case calendar::Mode::kAbsolute:
    case calendar::Mode::kSameYear:
    case calendar::Mode::kUnspecified:
      return false;
    default:
      return clock.month_day.empty();
  }
}

bool Lists(const Clock& clock, const StopRun& stop) {
  return std::ranges::find(clock.suspensions, stop.suspension) != clock.suspensions.end();
}

}  // namespace

std::optional<calendar::Period> ClockDates::PeriodOf(const View& view, const Clock& clock,
                                                     const ClockRun& run, Lack* lack) const {
  if (clock.set_by_authority) {
    if (!run.set_period.has_value()) *lack = Lack::kPeriod;
    return run.set_period;
  }
  if (!clock.period_by_value.empty()) {
    const auto value = view.file.values.find(clock.value);
    const std::string& key =
        !clock.value.empty() && value != view.file.values.end() ? value->second : view.file.variant;
    const auto found = clock.period_by_value.find(key);
    if (found != clock.period_by_value.end()) return found->second;
    // A value that has no period of its own (a grade without such a duty) takes the common one.
    if (clock.period.has_value()) return clock.period;
    *lack = Lack::kValue;
    return std::nullopt;
  }
  if (clock.period.has_value()) return clock.period;
  if (!clock.parameter.empty()) {
    std::optional<calendar::Period> configured;
    if (parameters_ != nullptr) {
      configured = parameters_(clock.parameter, run.started_on.value_or(view.file.opened_on));
    }
    if (!configured.has_value()) *lack = Lack::kNumber;
    return configured;
  }
  *lack = Lack::kNumber;
  return std::nullopt;
}

Lack ClockDates::LackOf(const View& view, const Clock& clock, const ClockRun& run) const {
  if (!run.started_on.has_value()) return Lack::kDay;
  Lack lack = Lack::kNothing;
  if (NeedsPeriod(clock)) PeriodOf(view, clock, run, &lack);
  if (lack != Lack::kNothing) return lack;
  if (!JudgeGuards(view, clock.guard, clock.guard_not, *run.started_on).fits()) return Lack::kGuard;
  return Lack::kNothing;
}

bool ClockDates::IsStopped(const View& view, const Clock& clock, const ClockRun& run) const {
  if (run.ended_on.has_value() || !run.started_on.has_value()) return false;
  return std::ranges::any_of(view.file.stops, [&](const StopRun& stop) {
    return !stop.to.has_value() && Lists(clock, stop);
  });
}

void ClockDates::Compute(const View& view, const Clock& clock, absl::CivilDay today,
                         ClockRun& run) const {
  run.date = {};
  if (!run.started_on.has_value()) return;
  calendar::DateRule rule;
  rule.mode = clock.month_day.empty() ? clock.mode : calendar::Mode::kCalendarYearly;
  rule.month_day = clock.month_day;
  if (!clock.date.empty()) rule.day = ParseDay(clock.date);
  rule.day = ParseDay(clock.date);
  rule.switches = clock.switches;
  rule.article = clock.article;
  rule.step = run.step;
  rule.party = view.law.IsPrivate(ResolveRoles(clock.who, view.procedure))
                   ? calendar::Party::kPrivate
                   : calendar::Party::kAuthority;
  if (NeedsPeriod(clock)) {
    Lack lack = Lack::kNothing;
    rule.period = PeriodOf(view, clock, run, &lack);
    if (!rule.period.has_value()) return;
  } else if (clock.mode == calendar::Mode::kImmediate && clock.period.has_value() &&
             clock.period->amount > 0) {
    rule.service_level_days = clock.period->amount;
  }
  if (!clock.due_before.empty()) {
    rule.direction = calendar::Direction::kBefore;
    rule.anchor_event = clock.due_before;
  } else {
    rule.anchor_event =
        run.start_assumed || clock.start.empty() ? clock.start_default : clock.start;
    if (rule.anchor_event.empty()) rule.anchor_event = "case_opened";
    if (IsGrid(clock)) {
      rule.direction = calendar::Direction::kEvery;
      if (rule.mode == calendar::Mode::kFixed) rule.mode = calendar::Mode::kPeriodic;
    } else if (rule.period.has_value() && run.step > 1) {
      // A period that begins anew where the last one ended.
      rule.period->amount *= run.step;
    }
  }
  std::vector<calendar::Stop> stops;
  for (const StopRun& stop : view.file.stops) {
    if (!Lists(clock, stop)) continue;
    if (stop.to.has_value() && *stop.to <= *run.started_on) continue;
    stops.push_back({.from = stop.from, .to = stop.to, .cause = stop.suspension});
  }
  run.date = calendar::ComputeDate(rule, *run.started_on, stops, run.extensions, today, holidays_);
}

}  // namespace sems::casework
