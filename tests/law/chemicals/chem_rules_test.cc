// 화학물질관리법 시행규칙 제3장. Expectations are typed from the Rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "common/casework/law_files_of_tests.h"
#include "services/chemsafety/chem_rules_file.h"
#include "services/chemsafety/domain/permit_change.h"
#include "services/chemsafety/domain/plan_change.h"
#include "services/chemsafety/domain/quantities.h"

namespace sems::chemsafety {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ChemRules& Rules() {
  static const ChemRules& rules = *new ChemRules([] {
    auto read = ReadChemRules(casework::LawFileOfTests("services/chemsafety/data", kChemRulesFile));
    const auto* problems = std::get_if<casework::LawProblems>(&read);
    EXPECT_THAT(problems == nullptr ? casework::LawProblems() : *problems, IsEmpty());
    return std::get<ChemRules>(std::move(read));
  }());
  return rules;
}

struct LimitCase {
  Activity activity;
  const char* id;
  const char* kg;  // the limit: no plan at it, a plan just above
  const char* article;
};

class Limits : public ::testing::TestWithParam<LimitCase> {};

TEST_P(Limits, OfQuantity) {
  const LimitCase& given = GetParam();
  const Decimal at = Decimal::Literal(given.kg);
  const Decimal above = at + Decimal::Literal("0.001");
  const QuantityFinding no = CheckQuantity(Rules(), given.activity, {"물질", {given.id}, at});
  const QuantityFinding yes = CheckQuantity(Rules(), given.activity, {"물질", {given.id}, above});
  EXPECT_EQ(no.plan_due, Verdict::kNo);
  EXPECT_EQ(yes.plan_due, Verdict::kYes);
  EXPECT_EQ(yes.limit->article, given.article);
}

INSTANTIATE_TEST_SUITE_P(
    Art10_11, Limits,
    ::testing::Values(LimitCase{Activity::kDisplay, "toxic", "500", "Art. 10(1)1"},
                      LimitCase{Activity::kDisplay, "authorized", "100", "Art. 10(1)2"},
                      LimitCase{Activity::kDisplay, "restricted", "100", "Art. 10(1)2"},
                      LimitCase{Activity::kDisplay, "banned", "100", "Art. 10(1)2"},
                      LimitCase{Activity::kDisplay, "accident_preparedness", "100", "Art. 10(1)2"},
                      LimitCase{Activity::kTransport, "toxic", "5000", "Art. 11(1)1"},
                      LimitCase{Activity::kTransport, "authorized", "3000", "Art. 11(1)2"},
                      LimitCase{Activity::kTransport, "restricted", "3000", "Art. 11(1)2"},
                      LimitCase{Activity::kTransport, "banned", "3000", "Art. 11(1)2"},
                      LimitCase{Activity::kTransport, "accident_preparedness", "3000",
                                "Art. 11(1)2"}));

struct ChangeCase {
  const char* regime;
  ChangeItem item;
  std::optional<int> percent;  // of an amount: due at it, not below
  ChangeAct act;
  std::optional<int> within_days;
};

class Changes : public ::testing::TestWithParam<ChangeCase> {};

TEST_P(Changes, NeedTheirAct) {
  const ChangeCase& given = GetParam();
  const PermitRegime* regime = Rules().FindRegime(given.regime);
  ASSERT_NE(regime, nullptr);
  ProposedChange change;
  change.rest_unchanged = true;
  if (given.percent) {
    change.amounts[given.item] = {Decimal(1000), Decimal(1000 + 10 * *given.percent - 1)};
    EXPECT_THAT(ClassifyChange(*regime, change).due, IsEmpty());
    change.amounts[given.item] = {Decimal(1000), Decimal(1000 + 10 * *given.percent)};
  } else {
    change.texts[given.item] = {"전", "후"};
  }
  EXPECT_THAT(ClassifyChange(*regime, change).due, ElementsAre(given.act));
  for (const ChangeRule& rule : regime->changes) {
    if (rule.item == given.item) {
      EXPECT_EQ(rule.within_days, given.within_days);
    }
  }
}

constexpr auto kPermit = ChangeAct::kChangePermit;
constexpr auto kNotification = ChangeAct::kChangeNotification;
constexpr auto kApproval = ChangeAct::kChangeApproval;
constexpr auto kNoLimit = std::nullopt;

INSTANTIATE_TEST_SUITE_P(
    Banned_Art14_3, Changes,
    ::testing::Values(
        ChangeCase{"banned_reagent", ChangeItem::kKindOrContent, {}, kPermit, kNoLimit},
        ChangeCase{"banned_reagent", ChangeItem::kPlannedQuantity, 20, kPermit, kNoLimit},
        ChangeCase{"banned_reagent", ChangeItem::kStorageCapacity, 20, kPermit, kNoLimit},
        ChangeCase{"banned_reagent", ChangeItem::kUse, {}, kPermit, kNoLimit},
        ChangeCase{"banned_reagent", ChangeItem::kSiteLocation, {}, kPermit, kNoLimit},
        ChangeCase{"banned_reagent", ChangeItem::kName, {}, kNotification, 30},
        ChangeCase{"banned_reagent", ChangeItem::kRepresentative, {}, kNotification, 30},
        ChangeCase{"banned_reagent", ChangeItem::kOfficeLocation, {}, kNotification, 30}));
INSTANTIATE_TEST_SUITE_P(
    Restricted_Art16_3, Changes,
    ::testing::Values(
        ChangeCase{"restricted_import", ChangeItem::kKindOrContent, {}, kPermit, kNoLimit},
        ChangeCase{"restricted_import", ChangeItem::kPlannedQuantity, 50, kPermit, kNoLimit},
        ChangeCase{"restricted_import", ChangeItem::kStorageCapacity, 50, kPermit, kNoLimit},
        ChangeCase{"restricted_import", ChangeItem::kUse, {}, kPermit, kNoLimit},
        ChangeCase{"restricted_import", ChangeItem::kSiteLocation, {}, kPermit, kNoLimit},
        ChangeCase{"restricted_import", ChangeItem::kName, {}, kNotification, 30},
        ChangeCase{"restricted_import", ChangeItem::kRepresentative, {}, kNotification, 30},
        ChangeCase{"restricted_import", ChangeItem::kOfficeLocation, {}, kNotification, 30}));
INSTANTIATE_TEST_SUITE_P(
    Toxic_Art17_3, Changes,
    ::testing::Values(
        ChangeCase{"toxic_import", ChangeItem::kKindOrContent, {}, kNotification, 30},
        ChangeCase{"toxic_import", ChangeItem::kPlannedQuantity, 50, kNotification, 30},
        ChangeCase{"toxic_import", ChangeItem::kUse, {}, kNotification, 30},
        ChangeCase{"toxic_import", ChangeItem::kName, {}, kNotification, 30},
        ChangeCase{"toxic_import", ChangeItem::kRepresentative, {}, kNotification, 30},
        ChangeCase{"toxic_import", ChangeItem::kOfficeLocation, {}, kNotification, 30}));
INSTANTIATE_TEST_SUITE_P(
    Export_Art18_4, Changes,
    ::testing::Values(ChangeCase{"export", ChangeItem::kKindOrContent, {}, kApproval, kNoLimit},
                      ChangeCase{"export", ChangeItem::kPlannedQuantity, 50, kApproval, kNoLimit},
                      ChangeCase{"export", ChangeItem::kName, {}, kApproval, 30},
                      ChangeCase{"export", ChangeItem::kRepresentative, {}, kApproval, 30},
                      ChangeCase{"export", ChangeItem::kOfficeLocation, {}, kApproval, 30}));

TEST(PlanChange, IsDueThirtyDaysBeforeItsCompletion) {  // Art. 19(6)-(7)
  const PlanChangeRule& rule = Rules().plan_change;
  EXPECT_EQ(rule.before_completion_days, 30);
  const auto due = [&](const char* ground, int pilot_days) {
    return CheckPlanChange(rule, {Rules().FindGround(ground), true, true, pilot_days, true}).due;
  };
  EXPECT_EQ(due("substance_changed_or_added", 60), Verdict::kNo);
  EXPECT_EQ(due("substance_changed_or_added", 61), Verdict::kYes);
  EXPECT_EQ(due("content_or_form_changed", 60), Verdict::kNo);
  EXPECT_EQ(due("facility_moved", 60), Verdict::kYes);
}

TEST(TestProduction, HasItsThreeNumbers) {  // Art. 23(8)
  const TestProductionRule& rule = Rules().test_production;
  const auto verdict = [&](int days, const char* batch, const char* continuous) {
    TestProduction equipment;
    equipment.days_in_a_row = days;
    if (*batch) equipment.batch_kg = Decimal::Literal(batch);
    if (*continuous) equipment.continuous_kg_per_hour = Decimal::Literal(continuous);
    return IsTestProductionEquipment(rule, equipment);
  };
  EXPECT_EQ(verdict(60, "100", ""), Verdict::kNo);
  EXPECT_EQ(verdict(61, "100", ""), Verdict::kYes);
  EXPECT_EQ(verdict(61, "99", ""), Verdict::kNo);
  EXPECT_EQ(verdict(61, "", "10"), Verdict::kYes);
  EXPECT_EQ(verdict(61, "", "9"), Verdict::kNo);
}

TEST(CommunityNotice, HasFourMethodsOfWhichOneSuffices) {  // Art. 19-4
  const CommunityNoticeRule& rule = Rules().community_notice;
  EXPECT_EQ(rule.methods.size(), 4u);
  EXPECT_EQ(rule.at_least_methods, 1);
  EXPECT_EQ(rule.register_within_months, 3);
  EXPECT_EQ(rule.joint_at_least_sites, 2);
}

TEST(Lists, AreWhole) {
  EXPECT_EQ(Rules().classes.size(), 5u);
  EXPECT_EQ(Rules().exemptions.size(), 10u);  // Art. 19(2)
  std::set<std::string> checklists;
  for (const Checklist& checklist : Rules().checklists)
    checklists.insert(checklist.name.id + " " + std::to_string(checklist.items.size()));
  EXPECT_THAT(checklists, ElementsAre("labelling 4", "ppe 7", "safety_assessment_grounds 2",
                                      "self_inspection 6"));
}

}  // namespace
}  // namespace sems::chemsafety
