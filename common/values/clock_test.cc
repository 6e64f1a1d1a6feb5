#include "common/values/clock.h"

#include "gtest/gtest.h"

namespace sems {
namespace {

absl::Time Utc(int year, int month, int day, int hour, int minute, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

TEST(ClockTest, TheDayChangesAtMidnightInSeoul) {
  EXPECT_EQ(SeoulDay(Utc(2026, 10, 31, 14, 59, 59)), absl::CivilDay(2026, 10, 31));
  EXPECT_EQ(SeoulDay(Utc(2026, 10, 31, 15, 0)), absl::CivilDay(2026, 11, 1));
  EXPECT_EQ(SeoulMidnight(absl::CivilDay(2026, 11, 1)), Utc(2026, 10, 31, 15, 0));
  EXPECT_EQ(FormatSeoulTime(Utc(2026, 10, 31, 15, 0, 9)), "2026-11-01 00:00:09");
}

TEST(ClockTest, FakeClockStandsStillUntilMoved) {
  FakeClock clock(Utc(2026, 1, 1, 0, 0));
  EXPECT_EQ(clock.Now(), Utc(2026, 1, 1, 0, 0));
  clock.Advance(absl::Hours(15));
  EXPECT_EQ(SeoulToday(clock), absl::CivilDay(2026, 1, 2));
  clock.Set(Utc(2025, 6, 1, 0, 0));
  EXPECT_EQ(SeoulToday(clock), absl::CivilDay(2025, 6, 1));
}

TEST(ClockTest, FixedDayClockKeepsTheTimeOfDay) {
  FakeClock real(Utc(2026, 11, 25, 3, 4, 5));
  const FixedDayClock clock(absl::CivilDay(2022, 10, 3), real);
  EXPECT_EQ(FormatSeoulTime(clock.Now()), "2022-10-03 12:04:05");
  real.Advance(absl::Hours(20));  // past midnight: the same day again
  EXPECT_EQ(FormatSeoulTime(clock.Now()), "2022-10-03 08:04:05");
}

TEST(ClockTest, SystemClockGoes) {
  const absl::Time before = absl::FromUnixSeconds(1'700'000'000);
  EXPECT_GT(SystemClock().Now(), before);
}

}  // namespace
}  // namespace sems
