#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/domain/quantities.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {
namespace {

constexpr int kMaxSubstances = 500;
constexpr size_t kMaxNameBytes = 800;  // 200 characters of Korean and more

std::optional<Activity> FromProto(v1::HandlingActivity activity) {
  if (activity == v1::HANDLING_ACTIVITY_DISPLAY) return Activity::kDisplay;
  if (activity == v1::HANDLING_ACTIVITY_TRANSPORT) return Activity::kTransport;
  return std::nullopt;
}

void ReadSubstance(const ChemRules& rules, const v1::SubstanceQuantity& given,
                   const std::string& path, std::vector<SubstanceQuantity>& substances,
                   FieldErrors& errors) {
  if (given.name().empty()) {
    errors.Required(path + ".name");
  } else if (given.name().size() > kMaxNameBytes) {
    errors.Add(path + ".name", "TOO_LONG", "must have at most 200 characters",
               "200자 이내여야 합니다.");
  }
  for (const std::string& id : given.classes()) {
    if (rules.FindClass(id) == nullptr) {
      errors.Add(path + ".classes", "UNKNOWN_CLASS",
                 absl::StrCat("is no class of substances: ", id),
                 absl::StrCat("알 수 없는 물질 구분입니다: ", id));
    }
  }
  const std::optional<Decimal> quantity =
      ReadAmount(given.quantity_kg(), path + ".quantity_kg", errors);
  substances.push_back({given.name(),
                        {given.classes().begin(), given.classes().end()},
                        quantity.value_or(Decimal())});
}

}  // namespace

absl::StatusOr<v1::CheckQuantitiesResponse> CheckQuantities(
    const ChemicalDeps& deps, server::Call&, const v1::CheckQuantitiesRequest& request) {
  const ChemRules& rules = deps.rules;
  FieldErrors errors;
  const std::optional<Activity> activity = FromProto(request.activity());
  if (!activity) errors.Required("activity");
  if (request.substances().empty()) errors.Required("substances");
  if (request.substances_size() > kMaxSubstances) {
    errors.Add("substances", "TOO_MANY", "must be at most 500", "500개 이하여야 합니다.");
    return errors.ToStatus();
  }
  std::vector<SubstanceQuantity> substances;
  for (int i = 0; i < request.substances_size(); ++i) {
    ReadSubstance(rules, request.substances(i), absl::StrCat("substances[", i, "]"), substances,
                  errors);
  }
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::CheckQuantitiesResponse response;
  for (const SubstanceQuantity& substance : substances) {
    const QuantityFinding finding = CheckQuantity(rules, *activity, substance);
    v1::QuantityFinding& out = *response.add_findings();
    out.set_name(substance.name);
    out.set_plan_due(ToProto(finding.plan_due));
    out.set_quantity_kg(substance.quantity_kg.ToString());
    if (finding.limit == nullptr) continue;
    out.set_limit_kg(finding.limit->above_kg.ToString());
    out.set_article(finding.limit->article);
    out.set_procedure_id(finding.limit->procedure);
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
