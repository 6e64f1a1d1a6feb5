// Which reminder of a duty falls due, and how long a failed one waits.
#include "services/duty/domain/reminder_rules.h"

#include "gtest/gtest.h"

namespace sems::duty {
namespace {

const absl::CivilDay kDue(2026, 12, 1);

Duty MakeDuty(Status status = Status::kOpen) {
  Duty duty;
  duty.due_on = kDue;
  duty.status = status;
  duty.kind = Kind::kInspection;
  return duty;
}

TEST(LeadDueOn, IsTheLastLeadThatHasPassed) {
  const ReminderTiming timing{{30, 7, 1, 0}, true, {}};
  const struct {
    int days_before;  // negative: after
    std::optional<int> want;
  } cases[] = {
      {31, std::nullopt},
      {30, 30},
      {29, 30},
      {8, 30},
      {7, 7},
      {2, 7},
      {1, 1},
      {0, 0},
      {-1, kOverdueLead},
      {-60, kOverdueLead},
      {-61, std::nullopt},
  };
  for (const auto& c : cases) {
    Duty duty = MakeDuty(c.days_before < 0 ? Status::kOverdue : Status::kOpen);
    EXPECT_EQ(LeadDueOn(timing, duty, kDue - c.days_before), c.want) << c.days_before;
  }
}

TEST(LeadDueOn, IsNoneForWhatIsNotToBeDoneNow) {
  const ReminderTiming timing{{7}, true, {}};
  for (const Status status : {Status::kSuspended, Status::kDone, Status::kDoneLate, Status::kEnded})
    EXPECT_EQ(LeadDueOn(timing, MakeDuty(status), kDue), std::nullopt);
  Duty office = MakeDuty();
  office.party_owes = false;
  EXPECT_EQ(LeadDueOn(timing, office, kDue), std::nullopt);
  Duty no_day = MakeDuty();
  no_day.due_on.reset();
  EXPECT_EQ(LeadDueOn(timing, no_day, kDue), std::nullopt);
  EXPECT_EQ(LeadDueOn({{7}, false, {}}, MakeDuty(Status::kOverdue), kDue + 1), std::nullopt);
  EXPECT_EQ(LeadDueOn({{7}, false, {Kind::kRecord}}, MakeDuty(), kDue), std::nullopt);
  EXPECT_EQ(LeadDueOn({{7}, false, {Kind::kRecord, Kind::kInspection}}, MakeDuty(), kDue), 7);
}

TEST(RetryAfter, DoublesUpToSixHoursAndIsSpread) {
  EXPECT_EQ(RetryAfter(1, 0.5), absl::Seconds(30));
  EXPECT_EQ(RetryAfter(2, 0.5), absl::Seconds(60));
  EXPECT_EQ(RetryAfter(8, 0.5), absl::Seconds(3840));
  EXPECT_EQ(RetryAfter(20, 0.5), absl::Hours(6));
  EXPECT_EQ(RetryAfter(1, 0), absl::Seconds(22.5));
  EXPECT_EQ(RetryAfter(1, 1), absl::Seconds(37.5));
}

}  // namespace
}  // namespace sems::duty
