#pragma once

#include <string>
#include <vector>

#include "common/values/decimal.h"
#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {

struct SubstanceQuantity {
  std::string name;
  std::vector<std::string> classes;  // ids of ChemRules::classes; empty: not known
  // Of this substance at this place, or on this trip (Art. 10 and 11 as read: per substance, and
  // per place or trip).
  Decimal quantity_kg;
};

struct QuantityFinding {
  Verdict plan_due = Verdict::kUnknown;
  const QuantityLimit* limit = nullptr;  // the lowest that holds; null when no class is known
};

// Whether a display and storage plan (진열·보관계획서) or transport plan (운반계획서) is due. Only
// above the limit (초과); of several classes the lowest limit holds.
QuantityFinding CheckQuantity(const ChemRules& rules, Activity activity,
                              const SubstanceQuantity& substance);

}  // namespace sems::chemsafety
