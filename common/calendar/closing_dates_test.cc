#include "common/calendar/closing_dates.h"

#include "common/calendar/closing_rules.h"
#include "common/values/civil.h"
#include "gtest/gtest.h"

namespace sems::calendar {
namespace {

struct Case {
  RecordKind kind;
  std::string_view month;
  std::string_view sems_due;
  std::string_view ieps_closes;
};

// IEPS manual, 01 ② 등록 주기: column SEMS 등록시점, column IEPS 등록시점.
constexpr Case kCases[] = {
    // 배출구가동시간 · 일 · 익월 말 | 익월 말
    {RecordKind::kStackHours, "2022-09", "2022-10-31", "2022-10-31"},
    {RecordKind::kStackHours, "2022-12", "2023-01-31", "2023-01-31"},
    {RecordKind::kStackHours, "2023-01", "2023-02-28", "2023-02-28"},
    {RecordKind::kStackHours, "2024-01", "2024-02-29", "2024-02-29"},
    // 방지시설운전사항 · 일 · 익월 말 | 익월 말. 30 April 2023 is a Sunday: the date stays.
    {RecordKind::kDeviceOperation, "2023-03", "2023-04-30", "2023-04-30"},
    // 자가측정사항 · 일 · 익월 말 | 익월 말
    {RecordKind::kSelfMeasurement, "2023-10", "2023-11-30", "2023-11-30"},
    // 연료사용량 · 월 · 다음해 1월 말까지 수시 입력 | 익월 말
    {RecordKind::kFuel, "2022-01", "2023-01-31", "2022-02-28"},
    {RecordKind::kFuel, "2022-12", "2023-01-31", "2023-01-31"},
    // 원료사용량, 제품생산량, 전기사용량 · 월 · 다음해 1월 말까지 수시 입력 | 익월 말
    // 31 January 2027 is a Sunday: no move.
    {RecordKind::kMaterial, "2026-06", "2027-01-31", "2026-07-31"},
    {RecordKind::kProduct, "2024-02", "2025-01-31", "2024-03-31"},
    {RecordKind::kEnergy, "2026-11", "2027-01-31", "2026-12-31"},
};

TEST(ClosingDatesTest, FollowTheManualsTable) {
  for (const Case& c : kCases) {
    const absl::CivilMonth month = *ParseMonth(c.month);
    EXPECT_EQ(FormatDay(SemsDueOn(c.kind, month)), c.sems_due) << c.month;
    EXPECT_EQ(FormatDay(IepsClosesOn(month)), c.ieps_closes) << c.month;
  }
}

TEST(ClosingDatesTest, ExplainThemselves) {
  const ComputedDate fuel = SemsClosing(RecordKind::kFuel, *ParseMonth("2026-06"));
  EXPECT_EQ(FormatDay(*fuel.due), "2027-01-31");
  EXPECT_EQ(fuel.explanation.mode, Mode::kCalendarYearly);
  const ComputedDate ieps = IepsClosing(*ParseMonth("2026-06"));
  EXPECT_EQ(FormatDay(*ieps.window_from), "2026-07-01");
  EXPECT_EQ(FormatDay(*ieps.due), "2026-07-31");
  for (const ComputedDate& date : {fuel, ieps}) {
    EXPECT_FALSE(date.explanation.article.empty());
    EXPECT_FALSE(date.moved());
  }
}

TEST(ClosingDatesTest, TheDueDayItselfIsInTime) {
  const absl::CivilDay due(2022, 10, 31);
  EXPECT_FALSE(IsLate(absl::CivilDay(2022, 10, 1), due));
  EXPECT_FALSE(IsLate(due, due));
  EXPECT_TRUE(IsLate(absl::CivilDay(2022, 11, 1), due));
}

}  // namespace
}  // namespace sems::calendar
