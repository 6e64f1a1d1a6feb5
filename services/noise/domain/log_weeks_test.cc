#include "services/noise/domain/log_weeks.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::noise {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilDay kFirst(2026, 3, 2);
absl::CivilDay Week(int n) { return kFirst + 7 * n; }

TEST(LogWeeksTest, AWeekWithoutAnyEntryIsNeverComplete) {
  const LogWeeks none({});
  EXPECT_FALSE(none.IsComplete(Week(0), ""));
  EXPECT_THAT(none.Missing(Week(0), ""), IsEmpty());
  EXPECT_FALSE(none.IsComplete(Week(0), "A"));
}

TEST(LogWeeksTest, WhatWasRecordedBeforeIsExpectedUntilItIsDiscontinued) {
  const LogWeeks log({{Week(0), "A"},
                      {Week(0), "B"},
                      {Week(1), "A"},
                      {Week(2), "A"},
                      {Week(2), "B", true},
                      {Week(3), "A"},
                      {Week(3), "C"}});
  EXPECT_TRUE(log.IsComplete(Week(0), ""));
  EXPECT_FALSE(log.IsComplete(Week(1), ""));
  EXPECT_THAT(log.Missing(Week(1), ""), ElementsAre("B"));
  EXPECT_TRUE(log.IsComplete(Week(2), ""));
  EXPECT_TRUE(log.IsComplete(Week(3), ""));  // B was discontinued, C is new
  EXPECT_THAT(log.Missing(Week(4), ""), ElementsAre("A", "C"));
  EXPECT_THAT(log.Incomplete(Week(0), Week(5), 7, ""), ElementsAre(Week(1), Week(4)));
}

TEST(LogWeeksTest, ACaseOfOneFacilityAsksForItAlone) {
  const LogWeeks log({{Week(0), "A"}, {Week(0), "B"}, {Week(1), "A"}});
  EXPECT_TRUE(log.IsComplete(Week(1), "A"));
  EXPECT_FALSE(log.IsComplete(Week(1), "B"));
  EXPECT_THAT(log.Missing(Week(1), "B"), ElementsAre("B"));
}

TEST(LogWeeksTest, WhatIsTakenUpAgainIsExpectedAgain) {
  const LogWeeks log({{Week(0), "A", true}, {Week(2), "A"}, {Week(1), "B"}, {Week(2), "B"}});
  EXPECT_TRUE(log.IsComplete(Week(1), ""));
  EXPECT_THAT(log.Missing(Week(3), ""), ElementsAre("A", "B"));
}

}  // namespace
}  // namespace sems::noise
