#include "services/operations/domain/month_status.h"

#include <string>

#include "common/values/civil.h"
#include "gtest/gtest.h"

namespace sems::operations {
namespace {

using calendar::RecordKind;
constexpr char kStack[] = "s5";
const absl::CivilMonth kOctober(2026, 10);

EnteredDays AllOf(absl::CivilMonth month, absl::CivilDay but) {
  EnteredDays days;
  for (absl::CivilDay day = FirstDay(month); day <= LastDay(month); ++day) {
    if (day != but) days.insert({kStack, day});
  }
  return days;
}

struct StatusCase {
  const char* what;
  absl::CivilDay missing;  // the one day without a record
  StoredCounts counts;
  absl::CivilDay today;
  RecordStatus status;
};

// 월별운영현황: 입력, 지연, 미입력, "-".
TEST(DailyStatus, DependsOnTheDeadlineAndOnWhatIsThere) {
  const absl::CivilDay none(2000, 1, 1);
  const absl::CivilDay third(2026, 10, 3);
  const StatusCase cases[] = {
      {"complete", none, {}, absl::CivilDay(2026, 11, 25), RecordStatus::kEntered},
      {"complete, corrected later",
       none,
       {.late = 0, .corrected = 2},
       absl::CivilDay(2026, 12, 25),
       RecordStatus::kEntered},
      {"complete, but late",
       none,
       {.late = 1, .corrected = 0},
       absl::CivilDay(2026, 12, 25),
       RecordStatus::kLate},
      {"a day missing on the last day of entry",
       third,
       {},
       absl::CivilDay(2026, 11, 30),
       RecordStatus::kNotDue},
      {"a day missing the day after",
       third,
       {},
       absl::CivilDay(2026, 12, 1),
       RecordStatus::kMissing},
      {"missing outweighs late",
       third,
       {.late = 4, .corrected = 0},
       absl::CivilDay(2026, 12, 1),
       RecordStatus::kMissing},
      {"the month is not over", none, {}, absl::CivilDay(2026, 10, 30), RecordStatus::kNotDue},
  };
  for (const StatusCase& c : cases) {
    const MonthStatus status =
        DailyStatus(RecordKind::kStackHours, {{kStack, "5", "선별", std::nullopt}},
                    AllOf(kOctober, c.missing), c.counts, kOctober, c.today);
    EXPECT_EQ(status.status, c.status) << c.what;
    EXPECT_EQ(status.due_on, absl::CivilDay(2026, 11, 30)) << c.what;
  }
}

TEST(DailyStatus, NamesTheVeryDaysAndItems) {
  const std::vector<InventoryItem> items = {{kStack, "5", "선별", std::nullopt},
                                            {"s6", "6", "분쇄", absl::CivilDay(2026, 10, 3)}};
  const MonthStatus status =
      DailyStatus(RecordKind::kStackHours, items, AllOf(kOctober, absl::CivilDay(2026, 10, 3)), {},
                  kOctober, absl::CivilDay(2026, 12, 1));
  ASSERT_EQ(status.missing.size(), 2u);
  EXPECT_EQ(status.missing[0].item_number, "5");
  EXPECT_EQ(status.missing[0].days, std::vector<absl::CivilDay>{absl::CivilDay(2026, 10, 3)});
  EXPECT_EQ(status.missing[1].item_number, "6");
  EXPECT_EQ(status.missing[1].days.size(), 2u)
      << "closed on the 3rd: only the 1st and 2nd are owed";
  EXPECT_EQ(status.expected, 31 + 2);
  EXPECT_EQ(status.entered, 30);
}

TEST(MonthlyStatus, IsDueBy31JanuaryOfTheNextYear) {
  const std::vector<InventoryItem> items = {{"m1", "1", "암모니아", std::nullopt},
                                            {"m2", "2", "석회석", absl::CivilDay(2026, 9, 1)}};
  const auto status = [&](std::set<std::string> entered, absl::CivilDay today) {
    return MonthlyStatus(RecordKind::kMaterial, items, entered, {}, kOctober, today);
  };
  EXPECT_EQ(status({"m1"}, absl::CivilDay(2026, 11, 1)).status, RecordStatus::kEntered);
  EXPECT_EQ(status({}, absl::CivilDay(2027, 1, 31)).status, RecordStatus::kNotDue);
  EXPECT_EQ(status({}, absl::CivilDay(2027, 2, 1)).status, RecordStatus::kMissing);
  EXPECT_EQ(status({}, absl::CivilDay(2027, 2, 1)).missing.size(), 1u)
      << "a closed item owes nothing";
}

TEST(FuelPairItems, AreFacilitiesWithTheFuelsTheyBurn) {
  Inventory inventory;
  inventory.emission_facilities.Add({"f", "1", "1호기보일러", absl::CivilDay(2026, 12, 1)});
  inventory.fuels.Add({"g", "2", "LNG", absl::CivilDay(2026, 11, 1)});
  inventory.fuel_pairs = {{"f", "g"}, {"f", "unknown"}};
  const auto items = FuelPairItems(inventory);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].id, FuelPairId("f", "g"));
  EXPECT_EQ(items[0].name, "1호기보일러 / LNG");
  EXPECT_EQ(items[0].closed_on, absl::CivilDay(2026, 11, 1));
}

}  // namespace
}  // namespace sems::operations
