#pragma once

#include <optional>
#include <string>

#include "common/values/decimal.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

struct FeeQuestion {
  std::string industry_extent;  // "whole_line", "part"; empty: no industry target
  std::optional<Decimal> contract_power_kw;
  std::string equipment_extent;  // "install_or_move", "part"; empty: no equipment target
  std::optional<Decimal> units;
};

struct FeeAnswer {
  const FeeRow* industry = nullptr;   // null: not asked for
  const FeeRow* equipment = nullptr;  // null: not asked for
  const FeeRow* due = nullptr;        // the one to pay; of both that of the industry (Q-003-8)
};

// Whether the row for that extent depends on a size, which must then be given.
bool NeedsSize(const Law& law, const std::string& target, const std::string& extent);

// The review fee (leaflet L86-94). A size that a row needs must be given.
FeeAnswer ComputeFee(const Law& law, const FeeQuestion& question);

}  // namespace sems::chemsafety::hazard
