#pragma once

#include "absl/time/civil_time.h"

namespace sems::calendar {

enum class Unit { kDays, kMonths, kYears };

// A length of time as a law gives it: "30일", "3월", "1년".
struct Period {
  int amount = 0;
  Unit unit = Unit::kDays;

  friend bool operator==(const Period&, const Period&) = default;
};

// The same day of the month or year that lies `period` later (민법 제160조): the last day of that
// month where it has no such day. A negative amount goes back.
absl::CivilDay AddPeriod(absl::CivilDay day, Period period);

// `times` periods from `anchor`, in one step: the grid of a cycle, which does not drift from
// 31 January by way of 28 February.
absl::CivilDay GridDay(absl::CivilDay anchor, Period cycle, int times);

// Whether `period` is longer than `maximum`, both counted from `anchor`: 12 months are not longer
// than a year, and 366 days only in a year that has 365.
bool IsLonger(Period period, Period maximum, absl::CivilDay anchor);

}  // namespace sems::calendar
