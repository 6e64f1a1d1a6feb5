#pragma once

#include <string_view>

#include "absl/time/civil_time.h"

// Events that nobody raises because the calendar does: the end of a quarter, a calendar year.
namespace sems::casework {

bool IsCalendarEvent(std::string_view event);

// The first of its days for a case that it concerns from `day` on: the last day of that quarter;
// the eve of that calendar year, so that one year from it is its 31 December.
absl::CivilDay CalendarAnchorFrom(std::string_view event, absl::CivilDay day);
// The one after.
absl::CivilDay CalendarAnchorAfter(std::string_view event, absl::CivilDay anchor);

}  // namespace sems::casework
