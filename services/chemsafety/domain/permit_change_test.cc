#include "services/chemsafety/domain/permit_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sems::chemsafety {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PermitRegime Regime(std::optional<int> percent, ChangeAct quantities, ChangeAct names) {
  std::optional<Decimal> from;
  if (percent) from = Decimal(*percent);
  PermitRegime regime;
  for (const ChangeItem item :
       {ChangeItem::kKindOrContent, ChangeItem::kPlannedQuantity, ChangeItem::kStorageCapacity,
        ChangeItem::kUse, ChangeItem::kSiteLocation}) {
    const bool amount =
        item == ChangeItem::kPlannedQuantity || item == ChangeItem::kStorageCapacity;
    regime.changes.push_back(
        {item, amount ? from : std::nullopt, quantities, std::nullopt, "permit", "Art."});
  }
  for (const ChangeItem item :
       {ChangeItem::kName, ChangeItem::kRepresentative, ChangeItem::kOfficeLocation}) {
    regime.changes.push_back({item, std::nullopt, names, 30, "notification", "Art."});
  }
  return regime;
}

PermitRegime Banned() {
  return Regime(20, ChangeAct::kChangePermit, ChangeAct::kChangeNotification);
}

ProposedChange Unchanged() {
  ProposedChange change;
  change.rest_unchanged = true;
  return change;
}

struct IncreaseCase {
  const char* before;
  const char* after;
  int percent;
  Verdict applies;
  const char* why;
};

class Increases : public ::testing::TestWithParam<IncreaseCase> {};

TEST_P(Increases, CountFromTheLimitOn) {
  const IncreaseCase& given = GetParam();
  const PermitRegime regime =
      Regime(given.percent, ChangeAct::kChangePermit, ChangeAct::kChangeNotification);
  ProposedChange change = Unchanged();
  change.amounts[ChangeItem::kPlannedQuantity] = {Decimal::Literal(given.before),
                                                  Decimal::Literal(given.after)};
  const ChangeAnswer answer = ClassifyChange(regime, change);
  EXPECT_EQ(answer.findings[1].applies, given.applies) << given.why;
  EXPECT_EQ(answer.due.empty(), given.applies == Verdict::kNo) << given.why;
}

INSTANTIATE_TEST_SUITE_P(
    Permits, Increases,
    ::testing::Values(
        IncreaseCase{"1000", "1199.999", 20, Verdict::kNo, "Art. 14(3)1: below 20 %"},
        IncreaseCase{"1000", "1200", 20, Verdict::kYes, "Art. 14(3)1: 20 % or more (이상)"},
        IncreaseCase{"1000", "1200.001", 20, Verdict::kYes, "Art. 14(3)1"},
        IncreaseCase{"1000", "1499.999", 50, Verdict::kNo, "Art. 16(3)1, 17(3), 18(4)2"},
        IncreaseCase{"1000", "1500", 50, Verdict::kYes, "Art. 16(3)1, 17(3), 18(4)2"},
        IncreaseCase{"0.3", "0.36", 20, Verdict::kYes, "no binary fraction loses the limit"},
        IncreaseCase{"3", "3.6", 20, Verdict::kYes, "no binary fraction loses the limit"},
        IncreaseCase{"1000", "500", 20, Verdict::kNo, "a decrease"},
        IncreaseCase{"1000", "1000", 20, Verdict::kNo, "no change"},
        IncreaseCase{"0", "0", 20, Verdict::kNo, "still none"},
        IncreaseCase{"0", "0.001", 20, Verdict::kYes, "from none, any amount"}));

TEST(PermitChange, NamesItemByItemWhatChanged) {
  ProposedChange change = Unchanged();
  change.texts[ChangeItem::kName] = {"한빛화학", "한빛케미칼"};
  change.texts[ChangeItem::kRepresentative] = {"김하나", "김하나"};
  EXPECT_THAT(ClassifyChange(Banned(), change).due, ElementsAre(ChangeAct::kChangeNotification));
}

TEST(PermitChange, MayNeedAPermitAndANotification) {
  ProposedChange change = Unchanged();
  change.texts[ChangeItem::kUse] = {"시험용", "연구용"};
  change.texts[ChangeItem::kOfficeLocation] = {"서울", "인천"};
  EXPECT_THAT(ClassifyChange(Banned(), change).due,
              ElementsAre(ChangeAct::kChangePermit, ChangeAct::kChangeNotification));
}

TEST(PermitChange, MovingAnOfficeOnlySiteIsNoChangeOfItsLocation) {  // Art. 14(3)1마
  ProposedChange change = Unchanged();
  change.texts[ChangeItem::kSiteLocation] = {"서울", "인천"};
  EXPECT_THAT(ClassifyChange(Banned(), change).due, ElementsAre(ChangeAct::kChangePermit));
  change.office_only = true;
  EXPECT_THAT(ClassifyChange(Banned(), change).due, IsEmpty());
}

TEST(PermitChange, NothingIsConcludedFromSilence) {
  ProposedChange change;
  change.texts[ChangeItem::kName] = {"한빛화학", "한빛화학"};
  const ChangeAnswer answer = ClassifyChange(Banned(), change);
  EXPECT_THAT(answer.due, IsEmpty());
  EXPECT_TRUE(answer.undecided);
  change.rest_unchanged = true;
  EXPECT_FALSE(ClassifyChange(Banned(), change).undecided);
}

TEST(PermitChange, SaysThePercentage) {
  ProposedChange change = Unchanged();
  change.amounts[ChangeItem::kStorageCapacity] = {Decimal(3), Decimal(4)};
  EXPECT_EQ(ClassifyChange(Banned(), change).findings[2].increase_percent,
            Decimal::Literal("33.33"));
}

}  // namespace
}  // namespace sems::chemsafety
