#include "services/identity/domain/delegation.h"

namespace sems::identity {
namespace {

constexpr int kMostYears = 5;

}  // namespace

DelegationState StateOn(const DelegationPeriod& period, bool revoked, absl::CivilDay today) {
  if (revoked) return DelegationState::kRevoked;
  if (today < period.starts_on) return DelegationState::kScheduled;
  if (today > period.ends_on) return DelegationState::kEnded;
  return DelegationState::kLive;
}

bool Overlap(const DelegationPeriod& a, const DelegationPeriod& b) {
  return a.starts_on <= b.ends_on && b.starts_on <= a.ends_on;
}

std::optional<FieldProblem> CheckPeriod(const DelegationPeriod& period, absl::CivilDay today) {
  if (period.ends_on < period.starts_on) {
    return FieldProblem{"ends_on", "BEFORE_START", "is before starts_on",
                        "종료일이 시작일보다 빠릅니다."};
  }
  if (period.ends_on < today) {
    return FieldProblem{"ends_on", "IN_THE_PAST", "is in the past", "종료일이 이미 지났습니다."};
  }
  const absl::CivilDay latest(period.starts_on.year() + kMostYears, period.starts_on.month(),
                              period.starts_on.day());
  if (period.ends_on > latest) {
    return FieldProblem{"ends_on", "TOO_LATE", "is more than five years after starts_on",
                        "위임 기간은 5년을 넘을 수 없습니다."};
  }
  return std::nullopt;
}

}  // namespace sems::identity
