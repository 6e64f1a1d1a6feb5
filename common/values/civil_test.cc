#include "common/values/civil.h"

#include <string>

#include "gtest/gtest.h"

namespace sems {
namespace {

struct DayCase {
  std::string text;
  std::optional<absl::CivilDay> want;
};

TEST(CivilTest, ParsesDaysStrictly) {
  const DayCase kCases[] = {
      {"2026-10-31", absl::CivilDay(2026, 10, 31)},
      {"2024-02-29", absl::CivilDay(2024, 2, 29)},
      {"1900-01-01", absl::CivilDay(1900, 1, 1)},
      {"2200-12-31", absl::CivilDay(2200, 12, 31)},
      {"2026-02-31", std::nullopt},
      {"2026-02-29", std::nullopt},
      {"1900-02-29", std::nullopt},  // no leap year
      {"2026-04-31", std::nullopt},
      {"2026-00-10", std::nullopt},
      {"2026-13-10", std::nullopt},
      {"2026-10-00", std::nullopt},
      {"1899-12-31", std::nullopt},
      {"2201-01-01", std::nullopt},
      {"2026-1-1", std::nullopt},
      {"2026/10/31", std::nullopt},
      {"20261031", std::nullopt},
      {" 2026-10-31", std::nullopt},
      {"2026-10-31 ", std::nullopt},
      {"2026-10-3a", std::nullopt},
      {"+026-10-31", std::nullopt},
      {"2026--1-31", std::nullopt},
      {"", std::nullopt},
  };
  for (const DayCase& c : kCases) EXPECT_EQ(ParseDay(c.text), c.want) << c.text;
}

TEST(CivilTest, ParsesCompactDays) {
  EXPECT_EQ(ParseCompactDay("20200414"), absl::CivilDay(2020, 4, 14));
  // The IEPS manual's own sample 20200100 (form 1, 측정일자) is no day.
  EXPECT_EQ(ParseCompactDay("20200100"), std::nullopt);
  EXPECT_EQ(ParseCompactDay("2020-4-1"), std::nullopt);
  EXPECT_EQ(ParseCompactDay("2020041"), std::nullopt);
  EXPECT_EQ(ParseCompactDay("202004140"), std::nullopt);
}

TEST(CivilTest, ParsesMonths) {
  EXPECT_EQ(ParseMonth("2026-10"), absl::CivilMonth(2026, 10));
  EXPECT_EQ(ParseMonth("2026-00"), std::nullopt);
  EXPECT_EQ(ParseMonth("2026-13"), std::nullopt);
  EXPECT_EQ(ParseMonth("2026-10-01"), std::nullopt);
  EXPECT_EQ(ParseMonth("2026/10"), std::nullopt);
  EXPECT_EQ(ParseMonth("1899-12"), std::nullopt);
  EXPECT_EQ(ParseCompactMonth("202107"), absl::CivilMonth(2021, 7));
  EXPECT_EQ(ParseCompactMonth("202113"), std::nullopt);
  EXPECT_EQ(ParseCompactMonth("2021-7"), std::nullopt);
}

TEST(CivilTest, FormatsWhatItParses) {
  const absl::CivilDay day(2021, 7, 1);
  EXPECT_EQ(FormatDay(day), "2021-07-01");
  EXPECT_EQ(FormatCompactDay(day), "20210701");
  EXPECT_EQ(FormatMonth(MonthOf(day)), "2021-07");
  EXPECT_EQ(FormatCompactMonth(MonthOf(day)), "202107");
  EXPECT_EQ(ParseDay(FormatDay(day)), day);
  EXPECT_EQ(ParseCompactDay(FormatCompactDay(day)), day);
}

TEST(CivilTest, KnowsMonths) {
  EXPECT_EQ(DaysInMonth(absl::CivilMonth(2024, 2)), 29);
  EXPECT_EQ(DaysInMonth(absl::CivilMonth(2026, 2)), 28);
  EXPECT_EQ(DaysInMonth(absl::CivilMonth(2026, 12)), 31);
  EXPECT_EQ(FirstDay(absl::CivilMonth(2026, 10)), absl::CivilDay(2026, 10, 1));
  EXPECT_EQ(LastDay(absl::CivilMonth(2026, 12)), absl::CivilDay(2026, 12, 31));
}

}  // namespace
}  // namespace sems
