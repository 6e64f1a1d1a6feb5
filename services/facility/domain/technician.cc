#include "services/facility/domain/technician.h"

#include "common/values/civil.h"
#include "services/facility/domain/field_rules.h"

namespace sems::facility {

Faults CheckTechnician(const Technician& technician) {
  Faults faults;
  CheckText("name", technician.name, 1, 50, faults);
  CheckText("qualification", technician.qualification, 1, 100, faults);
  if (CheckGiven("appointed_on", technician.appointed_on, faults)) {
    CheckDay("appointed_on", technician.appointed_on, faults);
  }
  CheckDay("dismissed_on", technician.dismissed_on, faults);
  // Days in this form compare as text.
  if (ParseDay(technician.appointed_on) && ParseDay(technician.dismissed_on) &&
      technician.dismissed_on < technician.appointed_on) {
    AddFault(faults, "dismissed_on", "OUT_OF_ORDER", "Must not be before appointed_on.",
             "해임일이 선임일보다 빠릅니다.");
  }
  return faults;
}

}  // namespace sems::facility
