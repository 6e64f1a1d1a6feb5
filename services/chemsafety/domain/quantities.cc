#include "services/chemsafety/domain/quantities.h"

#include <algorithm>

namespace sems::chemsafety {

QuantityFinding CheckQuantity(const ChemRules& rules, Activity activity,
                              const SubstanceQuantity& substance) {
  QuantityFinding finding;
  for (const QuantityLimit& limit : rules.limits) {
    if (limit.activity != activity) continue;
    const bool applies =
        std::any_of(substance.classes.begin(), substance.classes.end(), [&](const std::string& id) {
          return std::find(limit.classes.begin(), limit.classes.end(), id) != limit.classes.end();
        });
    if (!applies) continue;
    if (finding.limit == nullptr || limit.above_kg < finding.limit->above_kg)
      finding.limit = &limit;
  }
  if (finding.limit == nullptr) return finding;
  finding.plan_due = substance.quantity_kg > finding.limit->above_kg ? Verdict::kYes : Verdict::kNo;
  return finding;
}

}  // namespace sems::chemsafety
