#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "services/identity/domain/field_problem.h"

namespace sems::identity {

// 측정대행 위임 of a site's self-measurement, both days included.
struct DelegationPeriod {
  absl::CivilDay starts_on;
  absl::CivilDay ends_on;
};

enum class DelegationState { kScheduled, kLive, kEnded, kRevoked };

// A revoked one is revoked at once, whatever its days.
DelegationState StateOn(const DelegationPeriod& period, bool revoked, absl::CivilDay today);

bool Overlap(const DelegationPeriod& a, const DelegationPeriod& b);

// Whether such a period may be delegated today. Decision: the first day may lie in the past (the
// agent enters what it measured before the papers were done), the last may not, and five years are
// the most.
std::optional<FieldProblem> CheckPeriod(const DelegationPeriod& period, absl::CivilDay today);

}  // namespace sems::identity
