#include "absl/strings/str_cat.h"
#include "common/casework/service/convert_case.h"
#include "common/values/civil.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

v1::TransitionalRuleKind ToProto(TransitionalKind kind) {
  switch (kind) {
    case TransitionalKind::kEffective:
      return v1::TRANSITIONAL_RULE_KIND_EFFECTIVE;
    case TransitionalKind::kUntil:
      return v1::TRANSITIONAL_RULE_KIND_UNTIL;
    case TransitionalKind::kWithin:
      return v1::TRANSITIONAL_RULE_KIND_WITHIN;
    case TransitionalKind::kDeemed:
      return v1::TRANSITIONAL_RULE_KIND_DEEMED;
    case TransitionalKind::kSaving:
      return v1::TRANSITIONAL_RULE_KIND_SAVING;
  }
  return v1::TRANSITIONAL_RULE_KIND_UNSPECIFIED;
}

// The last day of the rule's own deadline.
void FillUntil(const casework::Casework& casework, const TransitionalRule& rule,
               const EffectiveDay* effective, v1::TransitionalRule& out) {
  const casework::Procedure* procedure = casework.law().FindProcedure(rule.procedure);
  if (procedure == nullptr || rule.deadline.empty()) return;
  std::map<std::string, absl::CivilDay> dates;
  if (effective != nullptr) dates[effective->event] = effective->day;
  for (const casework::PreviewedDeadline& previewed :
       casework.engine().Preview(*procedure, dates, {}, {}, std::nullopt)) {
    if (previewed.deadline->id != absl::StrCat(rule.procedure, ".", rule.deadline)) continue;
    if (!previewed.date) continue;
    out.set_until(casework::DueText(*previewed.date));
    *out.mutable_explanation() = casework::ToProto(*previewed.date, &casework.law());
  }
}

}  // namespace

absl::StatusOr<v1::ListTransitionalRulesResponse> ListTransitionalRules(
    Deps& deps, server::Call&, const v1::ListTransitionalRulesRequest&) {
  v1::ListTransitionalRulesResponse response;
  for (const TransitionalRule& rule : deps.rules.transitional) {
    v1::TransitionalRule& out = *response.add_rules();
    out.set_rule_id(rule.name.id);
    out.set_kind(ToProto(rule.kind));
    Fill(rule.name, *out.mutable_text());
    const EffectiveDay* effective = deps.rules.FindEffectiveDay(rule.effective);
    if (effective != nullptr) out.set_on(FormatDay(effective->day));
    FillUntil(*deps.casework, rule, effective, out);
    out.set_procedure_id(rule.procedure);
    out.set_article(rule.article);
  }
  return response;
}

}  // namespace sems::noise::handlers
