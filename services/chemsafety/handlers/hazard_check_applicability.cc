#include <optional>
#include <string>

#include "services/chemsafety/convert_hazard.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckApplicabilityResponse> CheckApplicability(
    const HazardDeps& deps, server::Call& call, const v1::CheckApplicabilityRequest& request) {
  const hazard::Law& law = deps.law;
  FieldErrors errors;
  const hazard::Workplace workplace = ReadWorkplace(law, request, errors);
  constexpr char kAccidents[] = "serious_accidents.";
  std::optional<hazard::AccidentsQuestion> accidents;
  if (request.has_serious_accidents()) {
    accidents = ReadAccidents(request.serious_accidents(), kAccidents, call.today(), errors);
  }
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const hazard::Applicability result = hazard::CheckApplicability(law, workplace);
  v1::CheckApplicabilityResponse response;
  response.set_target(ToProto(result.target));
  response.set_industry_target(ToProto(result.industry_target));
  response.set_action_target(ToProto(result.action_target));
  response.set_equipment_target(ToProto(result.equipment_target));
  response.set_both_targets(ToProto(result.both));
  for (const hazard::Criterion& criterion : result.criteria) {
    *response.add_criteria() = ToProto(law, criterion);
  }
  for (std::size_t i = 0; i < result.equipment.size(); ++i) {
    const hazard::EquipmentClass& known =
        *law.FindEquipment(workplace.equipment[i].equipment_class);
    v1::HazardEquipmentFinding& finding = *response.add_equipment();
    finding.set_name(request.equipment(static_cast<int>(i)).name());
    finding.set_equipment_class(known.id);
    *finding.mutable_class_name() = ToProto(known.name);
    finding.set_verdict(ToProto(result.equipment[i]));
  }
  for (const std::string& field : result.needed) response.add_needed(field);
  for (const std::string& note : result.notes) *response.add_notes() = ReadingToProto(law, note);
  for (const std::string& procedure : result.procedures) response.add_procedure_ids(procedure);
  if (result.industry != nullptr) {
    *response.mutable_industry() = ToProto(result.industry->name);
    response.set_printed_industry_ko(result.industry->printed);
  }
  FillLaw(law, response);
  if (accidents) {
    *response.mutable_serious_accidents() =
        ToProto(law, hazard::CheckSeriousAccidents(law, *accidents, kAccidents), *accidents->on);
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
