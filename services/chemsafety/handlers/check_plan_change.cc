#include <optional>

#include "absl/strings/str_cat.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/domain/plan_change.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {
namespace {

template <typename T>
std::optional<T> Given(bool has, T value) {
  return has ? std::optional<T>(value) : std::nullopt;
}

}  // namespace

absl::StatusOr<v1::CheckPlanChangeResponse> CheckPlanChange(
    const ChemicalDeps& deps, server::Call&, const v1::CheckPlanChangeRequest& request) {
  const ChemRules& rules = deps.rules;
  FieldErrors errors;
  const PlanChangeGround* ground = rules.FindGround(request.ground_id());
  if (request.ground_id().empty()) {
    errors.Required("ground_id");
  } else if (ground == nullptr) {
    errors.Add("ground_id", "UNKNOWN_GROUND",
               "must be substance_changed_or_added, content_or_form_changed or facility_moved",
               "알 수 없는 변경 사유입니다.");
  }
  if (request.has_pilot_days() && request.pilot_days() < 1) {
    errors.Add("pilot_days", "OUT_OF_RANGE", "must be 1 or more", "1 이상이어야 합니다.");
  }
  const std::optional<absl::CivilDay> completion =
      ReadOptionalDay(request.completion_on(), "completion_on", errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const PlanChangeFinding finding = chemsafety::CheckPlanChange(
      rules.plan_change,
      {ground, Given(request.has_impact_range_grows(), request.impact_range_grows()),
       Given(request.has_hazard_grows(), request.hazard_grows()),
       Given<int>(request.has_pilot_days(), request.pilot_days()),
       request.pilot_unrelated_to_market()});
  v1::CheckPlanChangeResponse response;
  response.set_change_plan_due(ToProto(finding.due));
  response.set_pilot_exception(finding.pilot_exception);
  response.set_missing_field(finding.missing);
  response.set_article(finding.pilot_exception ? rules.plan_change.pilot_article : ground->article);
  response.set_procedure_id("chem_prevention_plan_change_submission");
  // Also while it is not decided: whoever waits for the answer must not miss the day.
  if (completion && finding.due != Verdict::kNo) {
    calendar::DateRule due;
    due.direction = calendar::Direction::kBefore;
    due.period = calendar::Period{rules.plan_change.before_completion_days, calendar::Unit::kDays};
    due.party = calendar::Party::kPrivate;
    const calendar::ComputedDate date =
        calendar::ComputeDate(due, *completion, {}, {}, *completion, deps.holidays);
    response.set_due_on(FormatDay(*date.due));
    response.set_warn_on(FormatDay(*date.warn));
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
