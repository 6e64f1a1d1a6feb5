#pragma once

#include "absl/time/civil_time.h"

namespace sems::calendar {

// The day of the Korean lunar calendar (음력, never of a leap month) that falls into the lunar year
// which begins in that Gregorian year: LunarDay(2026, 1, 1) is 설날 of 2026.
absl::CivilDay LunarDay(int year, int month, int day);

}  // namespace sems::calendar
