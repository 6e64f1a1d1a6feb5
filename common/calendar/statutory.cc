#include "common/calendar/statutory.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::calendar {
namespace {

bool IsStopped(absl::CivilDay day, const std::vector<MergedStop>& stops, absl::CivilDay as_of) {
  return std::any_of(stops.begin(), stops.end(), [&](const MergedStop& stop) {
    return stop.from <= day && day <= stop.to.value_or(std::max(as_of, stop.from));
  });
}

// Goes on from `from` until `days` days that count have passed, and notes what was left out.
class Count {
 public:
  Count(std::vector<MergedStop>& stops, absl::CivilDay as_of, bool working_days,
        const Holidays& holidays)
      : stops_(stops), as_of_(as_of), working_days_(working_days), holidays_(holidays) {}

  absl::CivilDay Days(absl::CivilDay from, int days) {
    absl::CivilDay day = from;
    while (days > 0) {
      ++day;
      if (Leaves(day)) continue;
      if (working_days_ && !holidays_.IsWorkingDay(day)) continue;
      --days;
    }
    return day;
  }

  // A length that is not given in days is counted by the calendar, and then made up for each day
  // of a stop that lies in it.
  absl::CivilDay UpTo(absl::CivilDay from, absl::CivilDay raw) {
    int stopped = 0;
    for (absl::CivilDay day = from + 1; day <= raw; ++day) stopped += Leaves(day);
    return Days(raw, stopped);
  }

 private:
  bool Leaves(absl::CivilDay day) {
    for (MergedStop& stop : stops_) {
      if (stop.from <= day && day <= stop.to.value_or(std::max(as_of_, stop.from))) {
        ++stop.days;
        return true;
      }
    }
    return false;
  }

  std::vector<MergedStop>& stops_;
  const absl::CivilDay as_of_;
  const bool working_days_;
  const Holidays& holidays_;
};

absl::CivilDay Advance(Count& count, absl::CivilDay from, Period period) {
  if (period.unit == Unit::kDays) return count.Days(from, period.amount);
  return count.UpTo(from, AddPeriod(from, period));
}

// The first day counts: days end one day earlier, months and years on the eve of the same day
// number, or on the month's last day where it has no such day (민법 제160조 제3항).
absl::CivilDay AdvanceFirstDayIn(Count& count, absl::CivilDay anchor, Period period) {
  if (period.unit == Unit::kDays) return count.Days(anchor - 1, period.amount);
  const absl::CivilDay same = AddPeriod(anchor, period);
  return count.UpTo(anchor - 1, same.day() == anchor.day() ? same - 1 : same);
}

std::optional<std::pair<int, int>> ReadMonthDay(std::string_view text) {
  const std::optional<absl::CivilDay> day = ParseDay(absl::StrCat("2000-", ToAbsl(text)));
  if (!day) return std::nullopt;
  return std::pair{day->month(), day->day()};
}

// The `step`-th time that the month and day comes, on or after the anchor.
std::optional<absl::CivilDay> YearlyDay(std::string_view month_day, absl::CivilDay anchor,
                                        int step) {
  const auto read = ReadMonthDay(month_day);
  if (!read) return std::nullopt;
  const absl::CivilDay first(anchor.year(), read->first, read->second);
  const int skip = first < anchor ? 1 : 0;
  return absl::CivilDay(anchor.year() + skip + step - 1, read->first, read->second);
}

void ComputeBefore(const DateRule& rule, absl::CivilDay anchor, const Holidays& holidays,
                   ComputedDate& date) {
  Period back = rule.period.value_or(Period{0, Unit::kDays});
  absl::CivilDay nominal = anchor;
  if (date.explanation.working_days && back.unit == Unit::kDays) {
    for (int left = back.amount; left > 0;) {
      --nominal;
      if (holidays.IsWorkingDay(nominal)) --left;
    }
  } else {
    back.amount = -back.amount;
    nominal = AddPeriod(anchor, back);
  }
  date.due = nominal;
  date.warn = nominal - 1;
  date.explanation.unmoved = nominal;
}

}  // namespace

std::vector<MergedStop> MergeStops(const std::vector<Stop>& stops, absl::CivilDay as_of) {
  std::vector<Stop> sorted = stops;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Stop& a, const Stop& b) { return a.from < b.from; });
  std::vector<MergedStop> merged;
  for (const Stop& stop : sorted) {
    if (stop.to && *stop.to < stop.from) continue;
    if (!merged.empty()) {
      MergedStop& last = merged.back();
      const absl::CivilDay end = last.to.value_or(std::max(as_of, last.from));
      if (stop.from <= end + 1) {
        if (last.to && (!stop.to || *stop.to > *last.to)) last.to = stop.to;
        if (std::find(last.causes.begin(), last.causes.end(), stop.cause) == last.causes.end())
          last.causes.push_back(stop.cause);
        continue;
      }
    }
    merged.push_back({stop.from, stop.to, {stop.cause}, 0});
  }
  return merged;
}

bool MayMove(const DateRule& rule) {
  if (rule.party != Party::kPrivate || rule.direction != Direction::kAfter) return false;
  switch (rule.mode) {
    case Mode::kFixed:
    case Mode::kSetByAuthority:
    case Mode::kExtensionLimit:
      return true;
    case Mode::kImmediate:
    case Mode::kSimultaneous:
    case Mode::kBeforeEvent:
    case Mode::kPeriodic:
    case Mode::kPeriodicMonth:
    case Mode::kCalendarYearly:
    case Mode::kAbsolute:
    case Mode::kSameYear:
    case Mode::kDurationLimit:
    case Mode::kUnspecified:
      return false;
  }
  return false;
}

ComputedDate ComputeDate(const DateRule& rule, absl::CivilDay anchor,
                         const std::vector<Stop>& stops, const std::vector<Extension>& extensions,
                         absl::CivilDay as_of, const Holidays& holidays) {
  ComputedDate date;
  Explanation& explanation = date.explanation;
  explanation.anchor_event = rule.anchor_event;
  explanation.anchor_on = anchor;
  explanation.mode = rule.mode;
  explanation.direction = rule.direction;
  explanation.period = rule.period;
  explanation.step = rule.step;
  explanation.article = rule.article;
  explanation.first_day_in = rule.switches.first_day_in.value_or(false);
  explanation.working_days = rule.switches.working_days.value_or(false);

  switch (rule.mode) {
    case Mode::kUnspecified:
      return date;
    case Mode::kImmediate:
      date.due = anchor + rule.service_level_days;
      date.service_level_only = true;
      explanation.unmoved = date.due;
      return date;
    case Mode::kSimultaneous:
      date.due = anchor;
      explanation.unmoved = date.due;
      return date;
    case Mode::kAbsolute:
      date.due = rule.day;
      explanation.unmoved = date.due;
      return date;
    case Mode::kCalendarYearly:
      date.due = YearlyDay(rule.month_day, anchor, rule.step);
      explanation.unmoved = date.due;
      return date;
    case Mode::kSameYear:
      date.due = absl::CivilDay(anchor.year(), 12, 31);
      explanation.unmoved = date.due;
      return date;
    case Mode::kBeforeEvent:
      ComputeBefore(rule, anchor, holidays, date);
      return date;
    default:
      break;
  }
  if (!rule.period) return date;
  if (rule.direction == Direction::kBefore) {
    ComputeBefore(rule, anchor, holidays, date);
    return date;
  }

  explanation.stops = MergeStops(stops, as_of);
  Count count(explanation.stops, as_of, explanation.working_days, holidays);
  absl::CivilDay due;
  if (rule.direction == Direction::kEvery) {
    due = count.UpTo(anchor, GridDay(anchor, *rule.period, rule.step));
  } else if (explanation.first_day_in) {
    due = AdvanceFirstDayIn(count, anchor, *rule.period);
  } else {
    due = Advance(count, anchor, *rule.period);
  }
  for (const Extension& extension : extensions) {
    const absl::CivilDay longer = Advance(count, due, extension.period);
    explanation.extensions.push_back({extension, due, longer});
    due = longer;
  }
  // Only stops that took days out are part of the reason.
  date.suspended = IsStopped(as_of, explanation.stops, as_of) &&
                   std::any_of(explanation.stops.begin(), explanation.stops.end(),
                               [](const MergedStop& stop) { return !stop.to; });
  explanation.stops.erase(
      std::remove_if(explanation.stops.begin(), explanation.stops.end(),
                     [](const MergedStop& stop) { return stop.days == 0 && stop.to; }),
      explanation.stops.end());
  explanation.unmoved = due;
  if (rule.mode == Mode::kPeriodicMonth) {
    date.window_from = FirstDay(MonthOf(due));
    date.window_to = LastDay(MonthOf(due));
    date.due = date.window_to;
    return date;
  }
  if (MayMove(rule) && rule.switches.holiday_moves.value_or(true)) {
    while (!holidays.IsWorkingDay(due)) {
      explanation.skipped.push_back({due, holidays.RestName(due)});
      ++due;
    }
  }
  date.due = due;
  return date;
}

}  // namespace sems::calendar
