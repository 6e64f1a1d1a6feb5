#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"

namespace sems::noise {

// Until when a volume must be kept: so long from its last entry (최종기재를 한 날부터, Art. 19(1)
// and 27(2)). The end of a period of obligation: it moves for no holiday.
calendar::ComputedDate KeepUntil(absl::CivilDay last_entry_on, const calendar::Period& kept,
                                 const std::string& article, const calendar::Holidays& holidays);

}  // namespace sems::noise
