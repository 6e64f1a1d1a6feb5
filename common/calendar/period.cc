#include "common/calendar/period.h"

#include <algorithm>

#include "common/values/civil.h"

namespace sems::calendar {

absl::CivilDay AddPeriod(absl::CivilDay day, Period period) {
  if (period.unit == Unit::kDays) return day + period.amount;
  const int months = period.unit == Unit::kYears ? period.amount * 12 : period.amount;
  const absl::CivilMonth month = MonthOf(day) + months;
  return absl::CivilDay(month.year(), month.month(), std::min(day.day(), DaysInMonth(month)));
}

absl::CivilDay GridDay(absl::CivilDay anchor, Period cycle, int times) {
  return AddPeriod(anchor, {cycle.amount * times, cycle.unit});
}

bool IsLonger(Period period, Period maximum, absl::CivilDay anchor) {
  return AddPeriod(anchor, period) > AddPeriod(anchor, maximum);
}

}  // namespace sems::calendar
