#include "services/measurement/domain/oxygen.h"

#include <algorithm>

namespace sems::measurement {
namespace {

constexpr int kMinScale = 3;

}  // namespace

std::optional<Decimal> CorrectForOxygen(const Decimal& measured,
                                        const std::optional<Decimal>& standard_oxygen,
                                        const std::optional<Decimal>& measured_oxygen) {
  if (!standard_oxygen || !measured_oxygen) return std::nullopt;
  const Decimal air(21);
  if (*measured_oxygen >= air) return std::nullopt;
  return Decimal::Divide(measured * (air - *standard_oxygen), air - *measured_oxygen,
                         std::max(kMinScale, measured.scale()));
}

}  // namespace sems::measurement
