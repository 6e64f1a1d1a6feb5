#include "services/chemsafety/domain/plan_change.h"

namespace sems::chemsafety {

PlanChangeFinding CheckPlanChange(const PlanChangeRule& rule, const PlanChange& change) {
  PlanChangeFinding finding;
  if (change.ground->pilot_excepted && change.pilot_unrelated_to_market && change.pilot_days &&
      *change.pilot_days <= rule.pilot_at_most_days) {
    finding.due = Verdict::kNo;
    finding.pilot_exception = true;
    return finding;
  }
  // One condition that fails decides it, even when the other is not known.
  if (change.impact_range_grows == false) {
    finding.due = Verdict::kNo;
    return finding;
  }
  if (change.ground->needs_higher_hazard && change.hazard_grows == false) {
    finding.due = Verdict::kNo;
    return finding;
  }
  if (!change.impact_range_grows) {
    finding.missing = "impact_range_grows";
    return finding;
  }
  if (change.ground->needs_higher_hazard && !change.hazard_grows) {
    finding.missing = "hazard_grows";
    return finding;
  }
  finding.due = Verdict::kYes;
  return finding;
}

Verdict IsTestProductionEquipment(const TestProductionRule& rule, const TestProduction& equipment) {
  if (equipment.days_in_a_row && *equipment.days_in_a_row <= rule.more_than_days)
    return Verdict::kNo;
  const bool capacity_known = equipment.batch_kg || equipment.continuous_kg_per_hour;
  const bool large = (equipment.batch_kg && *equipment.batch_kg >= rule.batch_at_least_kg) ||
                     (equipment.continuous_kg_per_hour &&
                      *equipment.continuous_kg_per_hour >= rule.continuous_at_least_kg_per_hour);
  if (capacity_known && !large) return Verdict::kNo;
  if (!equipment.days_in_a_row || !capacity_known) return Verdict::kUnknown;
  return Verdict::kYes;
}

}  // namespace sems::chemsafety
