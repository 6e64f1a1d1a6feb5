#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckPlanExemptionResponse> CheckPlanExemption(
    const ChemicalDeps& deps, server::Call&, const v1::CheckPlanExemptionRequest& request) {
  const ChemRules& rules = deps.rules;
  FieldErrors errors;
  for (const std::string& id : request.claimed_ids()) {
    if (rules.FindExemption(id) == nullptr) {
      errors.Add("claimed_ids", "UNKNOWN_EXEMPTION", absl::StrCat("is no exemption: ", id),
                 absl::StrCat("알 수 없는 제외 사유입니다: ", id));
    }
  }
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::CheckPlanExemptionResponse response;
  // A declared fact that frees from a duty is not a confirmed one.
  response.set_exempt(request.claimed_ids().empty() ? v1::VERDICT_NO : v1::VERDICT_UNKNOWN);
  for (const PlanExemption& exemption : rules.exemptions) {
    v1::PlanExemption& out = *response.add_exemptions();
    out.set_exemption_id(exemption.name.id);
    Fill(exemption.name, *out.mutable_name());
    out.set_claimed(std::find(request.claimed_ids().begin(), request.claimed_ids().end(),
                              exemption.name.id) != request.claimed_ids().end());
    out.set_article(exemption.article);
    out.set_decided_by_ko(exemption.needs_ko);
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
