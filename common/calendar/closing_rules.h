#pragma once

#include "absl/time/civil_time.h"
#include "common/calendar/closing_dates.h"
#include "common/calendar/statutory.h"

// The closing dates of operating records (closing_dates.h) as days that explain themselves.
namespace sems::calendar {

ComputedDate SemsClosing(RecordKind kind, absl::CivilMonth month);
ComputedDate IepsClosing(absl::CivilMonth month);

}  // namespace sems::calendar
