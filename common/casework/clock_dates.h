#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/casework/calendar_anchors.h"
#include "common/casework/engine.h"
#include "common/casework/view.h"

// The day of a run: what the calendar makes of a clock's rule, the run's start, its period, stops
// and extensions.
namespace sems::casework {

// What a run lacks for its day.
enum class Lack {
  kNothing,
  kDay,     // the day it counts from or to
  kGuard,   // the answer to a guard
  kValue,   // the value its period goes by
  kPeriod,  // the period that the authority sets
  kNumber,  // the sources give none, and none is configured
};

class ClockDates {
 public:
  ClockDates(const calendar::Holidays& holidays, const ParameterLookup& parameters)
      : holidays_(holidays), parameters_(parameters) {}

  // Sets run.date, or clears it where something is missing. A stop that still runs counts up to
  // `today`.
  void Compute(const View& view, const Clock& clock, absl::CivilDay today, ClockRun& run) const;
  Lack LackOf(const View& view, const Clock& clock, const ClockRun& run) const;
  // A stop of this clock is running.
  bool IsStopped(const View& view, const Clock& clock, const ClockRun& run) const;

 private:
  std::optional<calendar::Period> PeriodOf(const View& view, const Clock& clock,
                                           const ClockRun& run, Lack* lack) const;

  const calendar::Holidays& holidays_;
  const ParameterLookup& parameters_;
};

}  // namespace sems::casework
