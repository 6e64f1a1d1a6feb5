#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/domain/plan_change.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckTestProductionResponse> CheckTestProduction(
    const ChemicalDeps& deps, server::Call&, const v1::CheckTestProductionRequest& request) {
  const ChemRules& rules = deps.rules;
  FieldErrors errors;
  TestProduction equipment;
  if (request.has_days_in_a_row()) {
    equipment.days_in_a_row = request.days_in_a_row();
    if (request.days_in_a_row() < 0) {
      errors.Add("days_in_a_row", "NEGATIVE", "must be 0 or more", "0 이상이어야 합니다.");
    }
  }
  if (!request.batch_kg().empty())
    equipment.batch_kg = ReadAmount(request.batch_kg(), "batch_kg", errors);
  if (!request.continuous_kg_per_hour().empty()) {
    equipment.continuous_kg_per_hour =
        ReadAmount(request.continuous_kg_per_hour(), "continuous_kg_per_hour", errors);
  }
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::CheckTestProductionResponse response;
  response.set_test_production(
      ToProto(IsTestProductionEquipment(rules.test_production, equipment)));
  response.set_article(rules.test_production.article);
  response.set_effect_reference_ko("법 제24조제4항제1호");
  return response;
}

}  // namespace sems::chemsafety::handlers
