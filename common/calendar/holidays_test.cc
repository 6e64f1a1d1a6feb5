#include "common/calendar/holidays.h"

#include <gtest/gtest.h>

#include "common/values/civil.h"

namespace sems::calendar {
namespace {

struct HolidayCase {
  const char* day;
  const char* name;  // empty: no holiday
};

class KnownDays : public ::testing::TestWithParam<HolidayCase> {};

TEST_P(KnownDays, AreNamed) {
  const HolidayCase& given = GetParam();
  const std::optional<std::string> name = Holidays::BuiltIn().NameOf(*ParseDay(given.day));
  EXPECT_EQ(name.value_or(""), given.name);
}

INSTANTIATE_TEST_SUITE_P(
    Rule, KnownDays,
    ::testing::Values(
        // A block of three with one substitute, on a Sunday only.
        HolidayCase{"2026-02-17", "설날"}, HolidayCase{"2027-02-09", "대체공휴일(설날)"},
        HolidayCase{"2024-02-12", "대체공휴일(설날)"}, HolidayCase{"2021-02-15", ""},
        // Two holidays on one day: one substitute.
        HolidayCase{"2025-05-05", "어린이날·부처님오신날"},
        HolidayCase{"2025-05-06", "대체공휴일(부처님오신날)"}, HolidayCase{"2025-05-07", ""},
        HolidayCase{"2017-10-06", "대체공휴일(추석)"},
        HolidayCase{"2028-10-05", "대체공휴일(추석)"}, HolidayCase{"2028-10-06", ""},
        // 추석 전날 on 개천절 and 추석 다음 날 on a Sunday: one substitute each (제3조 제2항).
        HolidayCase{"2036-10-06", "대체공휴일(추석)"},
        HolidayCase{"2036-10-07", "대체공휴일(추석)"}, HolidayCase{"2036-10-08", ""},
        // A Sunday and a Saturday of one block: the Sunday alone is made up for.
        HolidayCase{"2022-09-12", "대체공휴일(추석)"}, HolidayCase{"2022-09-13", ""},
        // None before November 2013, though 설날 was a Sunday; 추석 전날 was the first.
        HolidayCase{"2013-02-12", ""}, HolidayCase{"2014-09-10", "대체공휴일(추석)"},
        HolidayCase{"2027-05-03", "대체공휴일(노동절)"},
        HolidayCase{"2027-07-19", "대체공휴일(제헌절)"},
        // 국경일 since August 2021, 부처님오신날 and 기독탄신일 since May 2023, not before.
        HolidayCase{"2021-08-16", "대체공휴일(광복절)"}, HolidayCase{"2020-10-05", ""},
        HolidayCase{"2021-12-27", ""}, HolidayCase{"2027-12-27", "대체공휴일(기독탄신일)"},
        HolidayCase{"2022-05-09", ""}, HolidayCase{"2023-05-29", "대체공휴일(부처님오신날)"},
        // 현충일 and 1월 1일 are never made up for.
        HolidayCase{"2027-06-07", ""}, HolidayCase{"2028-01-03", ""},
        // 제헌절 and 한글날 came, went and came back.
        HolidayCase{"2007-07-17", "제헌절"}, HolidayCase{"2008-07-17", ""},
        HolidayCase{"2026-07-17", "제헌절"}, HolidayCase{"1990-10-09", "한글날"},
        HolidayCase{"2012-10-09", ""}, HolidayCase{"2013-10-09", "한글날"},
        HolidayCase{"2005-04-05", "식목일"}, HolidayCase{"2006-04-05", ""},
        HolidayCase{"2025-05-01", ""}, HolidayCase{"2026-05-01", "노동절"},
        HolidayCase{"2020-08-17", "임시공휴일"}, HolidayCase{"2026-06-03", "지방선거일"}));

TEST(Holidays, KnowTheNextWorkingDay) {
  const Holidays& holidays = Holidays::BuiltIn();
  // Saturday 14 February 2026, Sunday, then three days of 설날.
  EXPECT_EQ(holidays.WorkingDayFrom(absl::CivilDay(2026, 2, 14)), absl::CivilDay(2026, 2, 19));
  EXPECT_EQ(holidays.WorkingDayFrom(absl::CivilDay(2026, 2, 13)), absl::CivilDay(2026, 2, 13));
  EXPECT_EQ(holidays.RestName(absl::CivilDay(2026, 2, 14)), "토요일");
}

TEST(Holidays, TakeOneOffDaysFromText) {
  auto read = ReadOneOffHolidays("# 공고\n2031-01-02,임시공휴일,시험\n");
  const auto* days = std::get_if<std::vector<OneOffHoliday>>(&read);
  ASSERT_NE(days, nullptr);
  const Holidays holidays(*days);
  EXPECT_EQ(holidays.NameOf(absl::CivilDay(2031, 1, 2)), "임시공휴일");
}

TEST(Holidays, NameADayThatIsGivenTwiceOnce) {
  std::vector<OneOffHoliday> days = Holidays::BuiltInOneOff();
  days.push_back({absl::CivilDay(2024, 10, 1), "임시공휴일", "국군의 날"});
  EXPECT_EQ(Holidays(days).NameOf(absl::CivilDay(2024, 10, 1)), "임시공휴일");
}

// 제3조 제1항 제3호 counts the holidays of 제2조 제2호 to 제10호: an election on 어린이날 gives no
// day more.
TEST(Holidays, OneOffDaysAreNotMadeUpFor) {
  const Holidays holidays({{absl::CivilDay(2031, 5, 5), "임시공휴일", "시험"}});
  EXPECT_EQ(holidays.NameOf(absl::CivilDay(2031, 5, 5)), "어린이날·임시공휴일");
  EXPECT_FALSE(holidays.IsHoliday(absl::CivilDay(2031, 5, 6)));
}

TEST(Holidays, SayWhichLineIsWrong) {
  auto read = ReadOneOffHolidays("2031-02-30,a,b\n2031-01-02,임시공휴일\n2031-01-03,a,b\n");
  const auto* problems = std::get_if<std::vector<std::string>>(&read);
  ASSERT_NE(problems, nullptr);
  ASSERT_EQ(problems->size(), 2u);
  EXPECT_EQ((*problems)[0].substr(0, 7), "line 1:");
  EXPECT_EQ((*problems)[1].substr(0, 7), "line 2:");
}

}  // namespace
}  // namespace sems::calendar
