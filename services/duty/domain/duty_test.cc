// How a duty stands on a day, and in which order a calendar shows duties.
#include "services/duty/domain/duty.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::duty {
namespace {

using ::testing::ElementsAre;
const absl::CivilDay kToday(2026, 11, 10);

TEST(DutyStatus, IsThatOfTodayWhateverWasStored) {
  const struct {
    ClockStatus clock;
    std::optional<absl::CivilDay> due_on;
    Status want;
  } cases[] = {
      {ClockStatus::kRunning, kToday + 1, Status::kOpen},
      {ClockStatus::kRunning, kToday, Status::kOpen},  // the last day is in time
      {ClockStatus::kRunning, kToday - 1, Status::kOverdue},
      {ClockStatus::kRunning, std::nullopt, Status::kOpen},
      {ClockStatus::kWaiting, std::nullopt, Status::kOpen},
      {ClockStatus::kWaiting, kToday - 1, Status::kOverdue},
      {ClockStatus::kUnset, std::nullopt, Status::kOpen},
      {ClockStatus::kSuspended, kToday - 1, Status::kSuspended},
      {ClockStatus::kExpired, kToday - 1, Status::kOverdue},
      {ClockStatus::kMet, kToday - 1, Status::kDone},
      {ClockStatus::kMissed, kToday - 1, Status::kDoneLate},
      {ClockStatus::kEnded, kToday + 1, Status::kEnded},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(StatusOn(c.clock, c.due_on, kToday), c.want) << static_cast<int>(c.clock);
    // Nobody is late with a right.
    EXPECT_EQ(StatusOn(c.clock, c.due_on, kToday, /*lapses=*/true),
              c.want == Status::kOverdue ? Status::kEnded : c.want)
        << static_cast<int>(c.clock);
  }
}

TEST(DutyOrder, IsOverdueFirstThenByDayThenWithoutDay) {
  const auto make = [](std::string id, Status status, std::optional<absl::CivilDay> due_on) {
    Duty duty;
    duty.id = std::move(id);
    duty.status = status;
    duty.due_on = due_on;
    return duty;
  };
  std::vector<Duty> duties = {make("no day", Status::kOpen, std::nullopt),
                              make("tomorrow", Status::kOpen, kToday + 1),
                              make("b today", Status::kOpen, kToday),
                              make("a today", Status::kSuspended, kToday),
                              make("overdue", Status::kOverdue, kToday - 1),
                              make("long overdue", Status::kOverdue, kToday - 100)};
  std::sort(duties.begin(), duties.end(), ComesBefore);
  std::vector<std::string> ids;
  for (const Duty& duty : duties) ids.push_back(duty.id);
  EXPECT_THAT(ids,
              ElementsAre("long overdue", "overdue", "a today", "b today", "tomorrow", "no day"));
}

}  // namespace
}  // namespace sems::duty
