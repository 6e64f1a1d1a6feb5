#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/duty/domain/duty.h"

namespace sems::duty {

// The duties as an iCalendar object (RFC 5545): an all-day event each, with an alarm on its warn
// day, escaped and folded by libical. Those without a day are left out. `name`: of the calendar.
// `as_of`: the day's beginning, for what has no time of its own change; the same duties on the same
// day give the same bytes.
std::string WriteCalendar(const std::string& name, const std::vector<Duty>& duties,
                          absl::Time as_of);

}  // namespace sems::duty
