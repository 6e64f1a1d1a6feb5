#include <algorithm>
#include <vector>

#include "common/calendar/holidays.h"
#include "common/values/civil.h"
#include "services/chemsafety/convert_hazard.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::ComputeDueDateResponse> ComputeDueDate(
    const HazardDeps& deps, server::Call&, const v1::ComputeDueDateRequest& request) {
  const hazard::Law& law = deps.law;
  FieldErrors errors;
  const hazard::DueQuestion question = ReadDueQuestion(law, request, errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const std::vector<hazard::DueDay> days = hazard::ComputeDueDays(law, question, deps.holidays);
  v1::ComputeDueDateResponse response;
  absl::CivilDay strict = days.front().day.warn_on;
  for (const hazard::DueDay& day : days) {
    strict = std::min(strict, day.day.warn_on);
    *response.add_due_dates() = ToProto(law, day);
  }
  response.set_due_on(FormatDay(days.front().day.due_on));
  response.set_strict_due_on(FormatDay(strict));
  return response;
}

}  // namespace sems::chemsafety::handlers
