#include "services/noise/domain/precision_inspection.h"

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

// 정도검사 (Art. 78(1)).
namespace sems::noise {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Told(absl::CivilDay first, const std::vector<absl::CivilDay>& later,
                              absl::CivilDay today, int ahead) {
  calendar::DateRule rule;
  rule.mode = calendar::Mode::kPeriodicMonth;
  rule.direction = calendar::Direction::kEvery;
  rule.period = calendar::Period{6, calendar::Unit::kMonths};
  rule.party = calendar::Party::kPrivate;
  std::vector<std::string> told;
  static constexpr const char* kStates[] = {"INSPECTED", "MISSED", "OPEN", "AHEAD"};
  for (const InspectionWindow& window :
       PrecisionWindows(rule, first, later, today, ahead, calendar::Holidays::BuiltIn())) {
    EXPECT_EQ(MonthOf(*window.date.window_from), MonthOf(*window.date.window_to));
    told.push_back(FormatMonth(MonthOf(*window.date.window_from)) + " " +
                   kStates[static_cast<int>(window.state)]);
  }
  return told;
}

TEST(PrecisionInspectionTest, TheGridIsThatOfTheFirstInspection) {
  // Inspected early in one window and late in another: the next month stays what it was.
  EXPECT_THAT(
      Told(absl::CivilDay(2025, 3, 20), {absl::CivilDay(2025, 9, 1), absl::CivilDay(2026, 3, 31)},
           absl::CivilDay(2026, 9, 30), 2),
      ElementsAre("2025-09 INSPECTED", "2026-03 INSPECTED", "2026-09 OPEN", "2027-03 AHEAD",
                  "2027-09 AHEAD"));
}

TEST(PrecisionInspectionTest, AMonthThatIsOverIsMissedAndADayOutsideDoesNotMeetIt) {
  EXPECT_THAT(Told(absl::CivilDay(2025, 3, 20), {absl::CivilDay(2025, 10, 1)},
                   absl::CivilDay(2026, 2, 28), 1),
              ElementsAre("2025-09 MISSED", "2026-03 AHEAD"));
}

TEST(PrecisionInspectionTest, TheCycleDoesNotDriftFromTheEndOfAMonth) {
  EXPECT_THAT(Told(absl::CivilDay(2023, 8, 31), {}, absl::CivilDay(2023, 9, 1), 4),
              ElementsAre("2024-02 AHEAD", "2024-08 AHEAD", "2025-02 AHEAD", "2025-08 AHEAD"));
}

}  // namespace
}  // namespace sems::noise
