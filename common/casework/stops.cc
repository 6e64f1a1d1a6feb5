#include "common/casework/stops.h"

#include <algorithm>
#include <string>

namespace sems::casework {

bool IsStopOpen(const CaseFile& file, std::string_view suspension) {
  return std::ranges::any_of(file.stops, [&](const StopRun& stop) {
    return stop.suspension == suspension && !stop.to.has_value();
  });
}

void BeginStop(CaseFile& file, std::string_view suspension, absl::CivilDay day, Clocks& clocks) {
  if (IsStopOpen(file, suspension)) return;
  file.stops.push_back({.suspension = std::string(suspension), .from = day, .to = std::nullopt});
  clocks.StopChanged(suspension);
}

void EndStop(CaseFile& file, std::string_view suspension, absl::CivilDay day, Clocks& clocks) {
  for (StopRun& stop : file.stops) {
    if (stop.suspension == suspension && !stop.to.has_value()) stop.to = std::max(day, stop.from);
  }
  clocks.StopChanged(suspension);
}

void EndIdleStops(CaseFile& file, const MachineIndex& machine, absl::CivilDay day, Clocks& clocks) {
  for (const Suspension& suspension : machine.machine().suspensions) {
    if (!IsStopOpen(file, suspension.id)) continue;
    const bool listed = std::ranges::any_of(file.clocks, [&](const ClockRun& run) {
      const int clock = machine.FindClock(run.clock);
      return clock >= 0 && !run.ended_on.has_value() && run.started_on.has_value() &&
             std::ranges::find(machine.machine().clocks[clock].suspensions, suspension.id) !=
                 machine.machine().clocks[clock].suspensions.end();
    });
    if (listed) continue;
    EndStop(file, suspension.id, day, clocks);
    for (const Clock& clock : machine.machine().clocks) {
      const bool beside =
          (clock.start == suspension.from || clock.start_default == suspension.from) &&
          std::ranges::find(clock.end, suspension.to) != clock.end.end();
      if (beside) clocks.Drop(clock, day);
    }
  }
}

}  // namespace sems::casework
