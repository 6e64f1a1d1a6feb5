#pragma once

#include <optional>
#include <string_view>

#include "common/values/decimal.h"

namespace sems::measurement {

inline constexpr std::string_view kOxygenFormula = "C = Ca × (21 − Os) / (21 − Oa)";

// 산소보정농도: the concentration Ca, measured at Oa % oxygen, at the standard Os %. Air has 21 %.
// Nothing where no standard oxygen applies, where the oxygen was not measured, or where Oa is 21 or
// more (which a line may not have beside a standard). Rounded half up to the scale of Ca, at least
// 3 decimals.
std::optional<Decimal> CorrectForOxygen(const Decimal& measured,
                                        const std::optional<Decimal>& standard_oxygen,
                                        const std::optional<Decimal>& measured_oxygen);

}  // namespace sems::measurement
