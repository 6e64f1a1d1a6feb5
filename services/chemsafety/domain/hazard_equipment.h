#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/chemsafety/domain/hazard_criterion.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

inline constexpr std::string_view kInstall = "install";  // 설치·이전
inline constexpr std::string_view kOtherChange = "other";

// One piece of equipment that is installed or changed.
struct Equipment {
  std::string equipment_class;
  MetricValues values;  // after the change
  // kInstall, a change of its class, kOtherChange; empty: not given.
  std::string act;
  std::optional<absl::CivilDay> on;
  // One that Decree Art. 43(2) names; asked for where that setting is on (Q-003-21).
  std::optional<bool> excluded_by_decree;
};

struct EquipmentFinding {
  Verdict verdict = Verdict::kUnknown;
  std::vector<Criterion> criteria;
};

// Whether it makes the workplace a target (설비대상): a rule of its class fits, and it is installed
// or changed in a main structural part (주요구조부분) since the rule is in force. Its class must be
// one of the law's, and its act one of that class. `path`: of the request, "equipment[0]".
EquipmentFinding CheckEquipment(const Law& law, const Equipment& equipment,
                                const std::string& path);

}  // namespace sems::chemsafety::hazard
