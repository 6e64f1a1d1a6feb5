#pragma once

#include <optional>
#include <string>

#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {

// A change of what the accident-prevention plan rests on. What is not given is not known.
struct PlanChange {
  const PlanChangeGround* ground = nullptr;
  std::optional<bool> impact_range_grows;  // 총괄영향범위가 확대되는지
  std::optional<bool> hazard_grows;  // 안전원장이 정하는 위험(인화성·급성독성 등)이 증가하는지
  std::optional<int> pilot_days;           // 시범생산 기간; none: no pilot production
  bool pilot_unrelated_to_market = false;  // 시장출시와 직접 관계없음
};

struct PlanChangeFinding {
  Verdict due = Verdict::kUnknown;  // a change plan (변경 검토신청) is due
  bool pilot_exception = false;
  std::string missing;  // name of the field that would decide it; empty when decided
};

// Art. 19(7): the ground applies, and the overall impact range grows. The exception for pilot
// production (시범생산, 60 days at most) covers changes of substances and their content or form,
// not a moved facility.
PlanChangeFinding CheckPlanChange(const PlanChangeRule& rule, const PlanChange& change);

// Art. 23(8): equipment for test production run for more than 60 days in a row, with at least the
// capacity. What follows from it is in the Act.
struct TestProduction {
  std::optional<int> days_in_a_row;
  std::optional<Decimal> batch_kg;                // 회분식: 단위설비의 1회 처리용량
  std::optional<Decimal> continuous_kg_per_hour;  // 연속식: 단위설비의 시간당 처리용량
};
Verdict IsTestProductionEquipment(const TestProductionRule& rule, const TestProduction& equipment);

}  // namespace sems::chemsafety
