#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"

// 정도검사 (Art. 78(1)): in each month that has the day on which another six months since the first
// inspection are over. The grid stays that of the first inspection, whenever the later ones are.
namespace sems::noise {

enum class WindowState {
  kInspected,  // an inspection falls into it
  kMissed,     // over, without one
  kOpen,       // this month
  kAhead,
};

struct InspectionWindow {
  calendar::ComputedDate date;  // due day and window
  WindowState state = WindowState::kAhead;
  std::optional<absl::CivilDay> inspected_on;
};

// Every window that is over or open by `today`, and `ahead` more.
std::vector<InspectionWindow> PrecisionWindows(const calendar::DateRule& rule,
                                               absl::CivilDay first_inspection,
                                               const std::vector<absl::CivilDay>& later,
                                               absl::CivilDay today, int ahead,
                                               const calendar::Holidays& holidays);

}  // namespace sems::noise
