#include "common/calendar/statutory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/values/civil.h"

namespace sems::calendar {
namespace {

constexpr Period Days(int n) { return {n, Unit::kDays}; }
constexpr Period Months(int n) { return {n, Unit::kMonths}; }
constexpr Period Years(int n) { return {n, Unit::kYears}; }

absl::CivilDay Day(const char* text) { return *ParseDay(text); }

DateRule After(Period period, Party party = Party::kAuthority) {
  DateRule rule;
  rule.period = period;
  rule.party = party;
  return rule;
}
DateRule Before(Period period) {
  DateRule rule;
  rule.direction = Direction::kBefore;
  rule.period = period;
  rule.party = Party::kPrivate;
  return rule;
}
DateRule Every(Period period, int step) {
  DateRule rule;
  rule.mode = Mode::kPeriodic;
  rule.direction = Direction::kEvery;
  rule.period = period;
  rule.party = Party::kPrivate;
  rule.step = step;
  return rule;
}

ComputedDate Compute(const DateRule& rule, const char* anchor, const std::vector<Stop>& stops = {},
                     const std::vector<Extension>& extensions = {},
                     const char* as_of = "2026-12-31") {
  return ComputeDate(rule, Day(anchor), stops, extensions, Day(as_of), Holidays::BuiltIn());
}

struct PeriodCase {
  const char* why;
  DateRule rule;
  const char* anchor;
  const char* due;
};

class Periods : public ::testing::TestWithParam<PeriodCase> {};

TEST_P(Periods, EndOnTheirDay) {
  const PeriodCase& given = GetParam();
  const ComputedDate date = Compute(given.rule, given.anchor);
  ASSERT_TRUE(date.due.has_value()) << given.why;
  EXPECT_EQ(FormatDay(*date.due), given.due) << given.why;
}

DateRule FirstDayIn(DateRule rule) {
  rule.switches.first_day_in = true;
  return rule;
}
DateRule Yearly(const char* month_day, int step) {
  DateRule rule;
  rule.mode = Mode::kCalendarYearly;
  rule.direction = Direction::kBefore;
  rule.month_day = month_day;
  rule.step = step;
  return rule;
}
DateRule OfMode(Mode mode) {
  DateRule rule;
  rule.mode = mode;
  rule.party = Party::kPrivate;
  return rule;
}

INSTANTIATE_TEST_SUITE_P(
    CivilCode, Periods,
    ::testing::Values(
        PeriodCase{"민법 157: the anchor day is not counted", After(Days(30)), "2026-01-01",
                   "2026-01-31"},
        PeriodCase{"민법 160(2): same day number", After(Months(3)), "2026-01-15", "2026-04-15"},
        PeriodCase{"민법 160(3): last day of a shorter month", After(Months(1)), "2026-01-31",
                   "2026-02-28"},
        PeriodCase{"in a leap year", After(Months(1)), "2028-01-31", "2028-02-29"},
        PeriodCase{"from 29 February", After(Years(1)), "2028-02-29", "2029-02-28"},
        PeriodCase{"to 29 February it is not", After(Years(1)), "2027-02-28", "2028-02-28"},
        PeriodCase{"from 29 February, four years", After(Years(4)), "2028-02-29", "2032-02-29"},
        PeriodCase{"over the year's end", After(Days(20)), "2026-12-25", "2027-01-14"},
        PeriodCase{"first day in, days", FirstDayIn(After(Days(30))), "2026-01-01", "2026-01-30"},
        PeriodCase{"first day in, months", FirstDayIn(After(Months(6))), "1992-08-08",
                   "1993-02-07"},
        PeriodCase{"first day in, no such day: the last one", FirstDayIn(After(Months(1))),
                   "2026-01-31", "2026-02-28"},
        PeriodCase{"before, days", Before(Days(60)), "2026-03-01", "2025-12-31"},
        PeriodCase{"before, months", Before(Months(3)), "2026-05-31", "2026-02-28"},
        PeriodCase{"before, over 29 February", Before(Days(60)), "2028-03-30", "2028-01-30"},
        PeriodCase{"before, over the year's end", Before(Days(15)), "2027-01-10", "2026-12-26"},
        PeriodCase{"a grid does not drift", Every(Months(1), 2), "2026-01-31", "2026-03-31"},
        PeriodCase{"a grid of years", Every(Years(4), 3), "2024-02-29", "2036-02-29"},
        PeriodCase{"yearly day still ahead", Yearly("11-30", 1), "2026-05-01", "2026-11-30"},
        PeriodCase{"yearly day on the day itself", Yearly("11-30", 1), "2026-11-30", "2026-11-30"},
        PeriodCase{"yearly day gone by", Yearly("01-31", 1), "2026-05-01", "2027-01-31"},
        PeriodCase{"yearly day, the third time", Yearly("01-31", 3), "2026-05-01", "2029-01-31"},
        PeriodCase{"same year, though a Sunday", OfMode(Mode::kSameYear), "2028-03-04",
                   "2028-12-31"},
        PeriodCase{"simultaneous, though a Saturday", OfMode(Mode::kSimultaneous), "2026-02-14",
                   "2026-02-14"}));

TEST(BeforeDeadlines, WarnOnTheDayThatLeavesFullDaysBetween) {  // Q: "N일 전까지"
  const ComputedDate date = Compute(Before(Days(15)), "2026-03-16");
  EXPECT_EQ(FormatDay(*date.due), "2026-03-01");  // a Sunday and 3·1절: it does not move
  EXPECT_EQ(FormatDay(*date.warn), "2026-02-28");
}

struct MoveCase {
  const char* why;
  DateRule rule;
  const char* anchor;
  const char* due;
  int skipped;
};

class Moves : public ::testing::TestWithParam<MoveCase> {};

TEST_P(Moves, OnlyForPrivatePartiesAfterDeadlines) {
  const MoveCase& given = GetParam();
  const ComputedDate date = Compute(given.rule, given.anchor);
  EXPECT_EQ(FormatDay(*date.due), given.due) << given.why;
  EXPECT_EQ(static_cast<int>(date.explanation.skipped.size()), given.skipped) << given.why;
}

DateRule Unmoved(DateRule rule) {
  rule.switches.holiday_moves = false;
  return rule;
}
DateRule Moved(DateRule rule) {
  rule.switches.holiday_moves = true;
  return rule;
}
DateRule Obligation(Period period) {
  DateRule rule = After(period, Party::kPrivate);
  rule.mode = Mode::kDurationLimit;
  return rule;
}

INSTANTIATE_TEST_SUITE_P(
    Holidays, Moves,
    ::testing::Values(
        MoveCase{"민법 161: a Saturday", After(Days(3), Party::kPrivate), "2026-11-11",
                 "2026-11-16", 2},
        MoveCase{"over 설날", After(Days(10), Party::kPrivate), "2026-02-04", "2026-02-19", 5},
        MoveCase{"over a substitute", After(Days(3), Party::kPrivate), "2026-10-02", "2026-10-06",
                 1},
        MoveCase{"an authority's clock", After(Days(3)), "2026-11-11", "2026-11-14", 0},
        MoveCase{"an authority's clock, whatever the switch", Moved(After(Days(3))), "2026-11-11",
                 "2026-11-14", 0},
        MoveCase{"switched off", Unmoved(After(Days(3), Party::kPrivate)), "2026-11-11",
                 "2026-11-14", 0},
        MoveCase{"end of an obligation", Moved(Obligation(Days(3))), "2026-11-11", "2026-11-14", 0},
        MoveCase{"before-deadline, whatever the switch", Moved(Before(Days(3))), "2026-11-17",
                 "2026-11-14", 0},
        MoveCase{"a cycle, whatever the switch", Moved(Every(Days(3), 1)), "2026-11-11",
                 "2026-11-14", 0}));

struct StopCase {
  const char* why;
  std::vector<Stop> stops;
  const char* due;
  int merged;
};

class Stops : public ::testing::TestWithParam<StopCase> {};

// 화학물질관리법 시행규칙 제19조의2: 30 days from 2 March 2026 are up on 1 April.
TEST_P(Stops, AreTakenOutOnce) {
  const StopCase& given = GetParam();
  const ComputedDate date = Compute(After(Days(30)), "2026-03-02", given.stops);
  EXPECT_EQ(FormatDay(*date.due), given.due) << given.why;
  EXPECT_EQ(static_cast<int>(date.explanation.stops.size()), given.merged) << given.why;
}

Stop Between(const char* from, const char* to, const char* cause = "보완") {
  return {Day(from), Day(to), cause};
}

INSTANTIATE_TEST_SUITE_P(
    Art19_2, Stops,
    ::testing::Values(
        StopCase{"none", {}, "2026-04-01", 0},
        StopCase{"one, both days out", {Between("2026-03-10", "2026-03-14")}, "2026-04-06", 1},
        StopCase{"a single day", {Between("2026-03-10", "2026-03-10")}, "2026-04-02", 1},
        StopCase{"overlapping",
                 {Between("2026-03-10", "2026-03-14"), Between("2026-03-13", "2026-03-20", "협의")},
                 "2026-04-12",
                 1},
        StopCase{"one within the other",
                 {Between("2026-03-10", "2026-03-20"), Between("2026-03-12", "2026-03-14", "협의")},
                 "2026-04-12",
                 1},
        StopCase{"touching",
                 {Between("2026-03-10", "2026-03-14"), Between("2026-03-15", "2026-03-20", "협의")},
                 "2026-04-12",
                 1},
        StopCase{"apart",
                 {Between("2026-03-10", "2026-03-14"), Between("2026-03-16", "2026-03-20", "협의")},
                 "2026-04-11",
                 2},
        StopCase{"before the anchor", {Between("2026-02-01", "2026-02-10")}, "2026-04-01", 0},
        StopCase{"on the anchor day alone", {Between("2026-03-02", "2026-03-02")}, "2026-04-01", 0},
        StopCase{"the last day", {Between("2026-04-01", "2026-04-01")}, "2026-04-02", 1},
        StopCase{"over the anchor: only the days that count",
                 {Between("2026-02-25", "2026-03-04")},
                 "2026-04-03",
                 1},
        StopCase{"after the end", {Between("2026-04-02", "2026-04-09")}, "2026-04-01", 0},
        StopCase{"reached only because of another",
                 {Between("2026-03-10", "2026-03-14"), Between("2026-04-03", "2026-04-05", "협의")},
                 "2026-04-09",
                 2}));

TEST(Stops, ThatStillRunMoveTheDayOn) {
  const std::vector<Stop> stops = {{Day("2026-03-10"), std::nullopt, "보완"}};
  const ComputedDate early = Compute(After(Days(30)), "2026-03-02", stops, {}, "2026-03-12");
  EXPECT_TRUE(early.suspended);
  EXPECT_EQ(FormatDay(*early.due), "2026-04-04");
  const ComputedDate later = Compute(After(Days(30)), "2026-03-02", stops, {}, "2026-03-20");
  EXPECT_EQ(FormatDay(*later.due), "2026-04-12");
}

TEST(Stops, LengthenMonthsByTheirDays) {
  const ComputedDate date =
      Compute(After(Months(1)), "2026-01-31", {Between("2026-02-10", "2026-02-14")});
  EXPECT_EQ(FormatDay(*date.due), "2026-03-05");
}

Extension By(Period period) { return {period, Day("2026-01-01"), "Art. 20(2)"}; }

TEST(Extensions, CountFromTheOldExpiry) {
  // A year from 15 June 2025 is up on 15 June 2026, six months more on 15 December.
  const ComputedDate date =
      Compute(After(Years(1), Party::kPrivate), "2025-06-15", {}, {By(Months(6))});
  EXPECT_EQ(FormatDay(*date.due), "2026-12-15");
  ASSERT_EQ(date.explanation.extensions.size(), 1u);
  EXPECT_EQ(FormatDay(date.explanation.extensions[0].old_due), "2026-06-15");
}

TEST(Extensions, CountFromTheUnmovedExpiryAndMoveAtTheEndOnly) {
  // 30 days from 15 January 2026 end on Saturday 14 February; 30 more on Monday 16 March.
  const ComputedDate date =
      Compute(After(Days(30), Party::kPrivate), "2026-01-15", {}, {By(Days(30))});
  EXPECT_EQ(FormatDay(*date.due), "2026-03-16");
  EXPECT_TRUE(date.explanation.skipped.empty());
}

TEST(Extensions, MoveForAHolidayWhenTheyEndOnOne) {
  // 30 days from 5 January 2026 end on Wednesday 4 February; 10 more on Saturday 14 February, 설날.
  const ComputedDate date =
      Compute(After(Days(30), Party::kPrivate), "2026-01-05", {}, {By(Days(10))});
  EXPECT_EQ(FormatDay(*date.due), "2026-02-19");
  EXPECT_EQ(FormatDay(*date.explanation.unmoved), "2026-02-14");
  EXPECT_TRUE(date.moved());
}

TEST(Extensions, FollowEachOther) {  // 화학물질관리법 시행규칙 제19조의2 제6항: twice, 30 days each
  const ComputedDate date =
      Compute(After(Days(30), Party::kPrivate), "2026-01-15", {}, {By(Days(30)), By(Days(30))});
  EXPECT_EQ(FormatDay(*date.due), "2026-04-15");
  EXPECT_EQ(FormatDay(date.explanation.extensions[1].old_due), "2026-03-16");
}

TEST(Extensions, HaveStopsOfTheirOwn) {
  const ComputedDate date =
      Compute(After(Days(10)), "2026-03-02", {Between("2026-03-15", "2026-03-16")}, {By(Days(10))});
  EXPECT_EQ(FormatDay(*date.due), "2026-03-24");
}

TEST(PeriodicMonth, IsTheWholeMonth) {  // 소음·진동규제법 시행규칙 제78조
  DateRule rule = Every(Months(6), 1);
  rule.mode = Mode::kPeriodicMonth;
  const ComputedDate date = Compute(rule, "2025-08-31");
  EXPECT_EQ(FormatDay(*date.window_from), "2026-02-01");
  EXPECT_EQ(FormatDay(*date.due), "2026-02-28");
}

TEST(Immediate, IsNoDayOfTheLaw) {
  DateRule rule = OfMode(Mode::kImmediate);
  const ComputedDate date = Compute(rule, "2026-03-02");
  EXPECT_TRUE(date.service_level_only);
  EXPECT_EQ(FormatDay(*date.due), "2026-03-09");
}

TEST(NoNumber, IsNoDay) {
  DateRule rule;
  rule.mode = Mode::kSetByAuthority;
  EXPECT_FALSE(Compute(rule, "2026-03-02").due.has_value());
  EXPECT_FALSE(Compute(OfMode(Mode::kUnspecified), "2026-03-02").due.has_value());
}

TEST(WorkingDays, LeaveOutRestDays) {
  DateRule rule = After(Days(5));
  rule.switches.working_days = true;
  // Friday 13 February 2026 on: the 19th, 20th, 23rd, 24th, 25th.
  EXPECT_EQ(FormatDay(*Compute(rule, "2026-02-13").due), "2026-02-25");
}

TEST(IsLonger, ComparesByTheCalendar) {
  EXPECT_FALSE(IsLonger(Months(12), Years(1), Day("2026-03-01")));
  EXPECT_TRUE(IsLonger(Days(366), Years(1), Day("2026-03-01")));
  EXPECT_FALSE(IsLonger(Days(366), Years(1), Day("2027-03-01")));  // over 29 February 2028
}

}  // namespace
}  // namespace sems::calendar
