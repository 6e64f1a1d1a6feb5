#include "services/chemsafety/domain/plan_change.h"

#include <gtest/gtest.h>

namespace sems::chemsafety {
namespace {

const PlanChangeGround kSubstance{{"substance_changed_or_added", "", ""}, false, true, ""};
const PlanChangeGround kContent{{"content_or_form_changed", "", ""}, true, true, ""};
const PlanChangeGround kMoved{{"facility_moved", "", ""}, false, false, ""};
const PlanChangeRule kRule{30, "Art. 19(6)", 60, "Art. 19(7)1", {}};

struct PlanCase {
  const PlanChangeGround* ground;
  std::optional<bool> range;
  std::optional<bool> hazard;
  std::optional<int> pilot_days;
  bool unrelated;
  Verdict due;
  const char* missing;
  const char* why;
};

class PlanChanges : public ::testing::TestWithParam<PlanCase> {};

TEST_P(PlanChanges, AreDueWhenTheImpactRangeGrows) {
  const PlanCase& given = GetParam();
  const PlanChangeFinding finding = CheckPlanChange(
      kRule, {given.ground, given.range, given.hazard, given.pilot_days, given.unrelated});
  EXPECT_EQ(finding.due, given.due) << given.why;
  EXPECT_EQ(finding.missing, given.missing) << given.why;
}

INSTANTIATE_TEST_SUITE_P(
    Art19_7, PlanChanges,
    ::testing::Values(
        PlanCase{&kSubstance, true, {}, {}, false, Verdict::kYes, "", "range grows"},
        PlanCase{&kSubstance, false, {}, {}, false, Verdict::kNo, "", "range stays"},
        PlanCase{
            &kSubstance, {}, {}, {}, false, Verdict::kUnknown, "impact_range_grows", "unknown"},
        PlanCase{&kContent, true, true, {}, false, Verdict::kYes, "", "hazard grows too"},
        PlanCase{&kContent, true, false, {}, false, Verdict::kNo, "", "no higher hazard"},
        PlanCase{&kContent, true, {}, {}, false, Verdict::kUnknown, "hazard_grows", "unknown"},
        PlanCase{&kContent, {}, false, {}, false, Verdict::kNo, "", "one condition fails"},
        PlanCase{&kSubstance, true, {}, 59, true, Verdict::kNo, "", "pilot, 59 days"},
        PlanCase{&kSubstance, true, {}, 60, true, Verdict::kNo, "", "pilot, 60 days: 이내"},
        PlanCase{&kSubstance, true, {}, 61, true, Verdict::kYes, "", "pilot, too long"},
        PlanCase{&kSubstance, true, {}, 60, false, Verdict::kYes, "", "for the market"},
        PlanCase{&kMoved, true, {}, 10, true, Verdict::kYes, "", "no exception for a move"},
        PlanCase{&kMoved, false, {}, {}, false, Verdict::kNo, "", "range stays"}));

struct EquipmentCase {
  std::optional<int> days;
  std::optional<const char*> batch;
  std::optional<const char*> continuous;
  Verdict is;
};

class Equipment : public ::testing::TestWithParam<EquipmentCase> {};

TEST_P(Equipment, RunsLongAndIsLarge) {  // Art. 23(8)
  const EquipmentCase& given = GetParam();
  TestProduction equipment;
  equipment.days_in_a_row = given.days;
  if (given.batch) equipment.batch_kg = Decimal::Literal(*given.batch);
  if (given.continuous) equipment.continuous_kg_per_hour = Decimal::Literal(*given.continuous);
  const TestProductionRule rule{60, Decimal(100), Decimal(10), "Art. 23(8)"};
  EXPECT_EQ(IsTestProductionEquipment(rule, equipment), given.is);
}

INSTANTIATE_TEST_SUITE_P(Art23_8, Equipment,
                         ::testing::Values(EquipmentCase{60, "100", {}, Verdict::kNo},
                                           EquipmentCase{61, "100", {}, Verdict::kYes},
                                           EquipmentCase{61, "99.999", {}, Verdict::kNo},
                                           EquipmentCase{61, {}, "10", Verdict::kYes},
                                           EquipmentCase{61, {}, "9.999", Verdict::kNo},
                                           EquipmentCase{61, "99", "10", Verdict::kYes},
                                           EquipmentCase{61, {}, {}, Verdict::kUnknown},
                                           EquipmentCase{{}, "100", {}, Verdict::kUnknown},
                                           EquipmentCase{{}, "99", {}, Verdict::kNo},
                                           EquipmentCase{59, {}, {}, Verdict::kNo}));

}  // namespace
}  // namespace sems::chemsafety
