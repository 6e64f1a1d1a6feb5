#include "common/casework/calendar_anchors.h"

namespace sems::casework {

bool IsCalendarEvent(std::string_view event) {
  return event == "quarter_end" || event == "calendar_year";
}

absl::CivilDay CalendarAnchorFrom(std::string_view event, absl::CivilDay day) {
  if (event == "quarter_end") {
    const int first_month = (day.month() - 1) / 3 * 3 + 1;
    return absl::CivilDay(absl::CivilMonth(day.year(), first_month) + 3) - 1;
  }
  return absl::CivilDay(day.year(), 1, 1) - 1;
}

absl::CivilDay CalendarAnchorAfter(std::string_view event, absl::CivilDay anchor) {
  if (event == "quarter_end") return CalendarAnchorFrom(event, anchor + 1);
  return absl::CivilDay(anchor.year() + 1, 12, 31);
}

}  // namespace sems::casework
