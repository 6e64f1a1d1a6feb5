#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

enum class Verdict { kMet, kNotMet, kUnknown, kNotApplicable };

// Logic that never makes a "no" out of a missing value: All is not met as soon as one part is not
// met, met when all are, and unknown otherwise; Any the other way round. What does not apply counts
// as unknown.
Verdict All(const std::vector<Verdict>& parts);
Verdict Any(const std::vector<Verdict>& parts);

// One thing that was looked at: what was given, what the law compares it with, and the outcome.
struct Criterion {
  std::string id;      // "q3", "q2.founded_on", "equipment[0].capacity_t"
  std::string number;  // of the leaflet's checklist: "③"; empty: none
  Text name;
  std::string value;  // as used; empty: none was given
  std::string op;     // ">=", "==", "in"
  std::string threshold;
  std::string unit;
  Verdict verdict = Verdict::kUnknown;
  Text explanation;
  Source source;
  std::string needed;  // the field of the request that is missing; empty: none
};

using MetricValue = std::variant<Decimal, bool, std::string>;
using MetricValues = std::map<std::string, MetricValue, std::less<>>;

// The value against the test; unknown without a value. `field`: of the request, for `needed`.
Criterion Compare(const Test& test, const MetricValue* value, std::string id, std::string field);
// A day against the day a rule is in force from; that day counts (Q-003-3).
Criterion CompareDay(Text name, std::optional<absl::CivilDay> day,
                     std::optional<absl::CivilDay> since, const Source& source, std::string id,
                     std::string field);

std::string OpText(Op op);

}  // namespace sems::chemsafety::hazard
