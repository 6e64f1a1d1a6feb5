#include "services/noise/domain/precision_inspection.h"

#include <algorithm>

namespace sems::noise {

std::vector<InspectionWindow> PrecisionWindows(const calendar::DateRule& rule,
                                               absl::CivilDay first_inspection,
                                               const std::vector<absl::CivilDay>& later,
                                               absl::CivilDay today, int ahead,
                                               const calendar::Holidays& holidays) {
  std::vector<InspectionWindow> windows;
  calendar::DateRule step = rule;
  for (int left = ahead; left > 0; ++step.step) {
    InspectionWindow window;
    window.date = calendar::ComputeDate(step, first_inspection, {}, {}, today, holidays);
    const absl::CivilDay from = *window.date.window_from;
    const absl::CivilDay to = *window.date.window_to;
    const auto inspected = std::find_if(
        later.begin(), later.end(), [&](absl::CivilDay day) { return from <= day && day <= to; });
    if (inspected != later.end()) {
      window.state = WindowState::kInspected;
      window.inspected_on = *inspected;
    } else {
      window.state = today > to     ? WindowState::kMissed
                     : today < from ? WindowState::kAhead
                                    : WindowState::kOpen;
    }
    if (from > today) --left;
    windows.push_back(std::move(window));
  }
  return windows;
}

}  // namespace sems::noise
