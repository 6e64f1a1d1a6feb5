#include "common/calendar/closing_dates.h"

#include "common/values/civil.h"

namespace sems::calendar {

absl::CivilDay SemsDueOn(RecordKind kind, absl::CivilMonth month) {
  switch (kind) {
    case RecordKind::kStackHours:
    case RecordKind::kDeviceOperation:
    case RecordKind::kSelfMeasurement:
      return LastDay(month + 1);  // 익월 말
    case RecordKind::kFuel:
    case RecordKind::kMaterial:
    case RecordKind::kEnergy:
    case RecordKind::kProduct:
      break;
  }
  return absl::CivilDay(month.year() + 1, 1, 31);  // 다음해 1월 말
}

absl::CivilDay IepsClosesOn(absl::CivilMonth month) { return LastDay(month + 1); }

}  // namespace sems::calendar
