#pragma once

#include <string_view>

#include "absl/time/civil_time.h"
#include "common/casework/clocks.h"
#include "common/casework/view.h"

// Stops of clocks. They are kept as they happened, however they overlap; the calendar takes each
// day out of a count only once (date_rules: clock_stops).
namespace sems::casework {

bool IsStopOpen(const CaseFile& file, std::string_view suspension);

void BeginStop(CaseFile& file, std::string_view suspension, absl::CivilDay day, Clocks& clocks);
void EndStop(CaseFile& file, std::string_view suspension, absl::CivilDay day, Clocks& clocks);
// What was stopped has been decided nevertheless: a stop that no running clock lists is over, and
// with it the period that ran beside it (a supplement no longer waited for).
void EndIdleStops(CaseFile& file, const MachineIndex& machine, absl::CivilDay day, Clocks& clocks);

}  // namespace sems::casework
