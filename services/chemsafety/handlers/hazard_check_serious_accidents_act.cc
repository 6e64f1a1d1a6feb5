#include "services/chemsafety/convert_hazard.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckSeriousAccidentsActResponse> CheckSeriousAccidentsAct(
    const HazardDeps& deps, server::Call& call,
    const v1::CheckSeriousAccidentsActRequest& request) {
  const hazard::Law& law = deps.law;
  constexpr char kPath[] = "question.";
  FieldErrors errors;
  if (!request.has_question()) errors.Required("question");
  const hazard::AccidentsQuestion question =
      ReadAccidents(request.question(), kPath, call.today(), errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::CheckSeriousAccidentsActResponse response;
  *response.mutable_answer() =
      ToProto(law, hazard::CheckSeriousAccidents(law, question, kPath), *question.on);
  return response;
}

}  // namespace sems::chemsafety::handlers
