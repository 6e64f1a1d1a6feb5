// Duties that come from records: which, due when, and how they stand (IEPS manual, 01 ② 등록 주기;
// 대기환경보전법 시행규칙 별표 11 for self-measurement).
#include "services/duty/domain/record_duties.h"

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::duty {
namespace {

using calendar::RecordKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using D = absl::CivilDay;

RecordQuestion Question(absl::CivilDay from, absl::CivilDay to,
                        absl::CivilDay today = absl::CivilDay(2026, 11, 10)) {
  return {from, to, today, absl::CivilDay(2026, 3, 15), 1, false};
}

// "id due status" of each.
std::vector<std::string> Told(const std::vector<Duty>& duties) {
  std::vector<std::string> told;
  for (const Duty& duty : duties) {
    told.push_back(duty.id + " " + FormatDay(*duty.due_on) + " " +
                   std::string(StatusKo(duty.status)));
  }
  return told;
}

MonthRow Row(int month, RecordKind kind, int expected, int entered, int late = 0, int year = 2026) {
  return {absl::CivilMonth(year, month), kind, expected, entered, late};
}

TEST(OperatingRecords, OfAMonthAreDueByTheEndOfTheNext) {
  const RecordQuestion question = Question(D(2026, 10, 1), D(2027, 1, 31));
  const std::vector<MonthRow> rows = {Row(9, RecordKind::kStackHours, 30, 30),
                                      Row(10, RecordKind::kStackHours, 31, 30),
                                      Row(11, RecordKind::kStackHours, 30, 9)};
  EXPECT_THAT(Told(OperatingRecordDuties(question, rows)),
              ElementsAre("record.stack_hours.2026-09 2026-10-31 완료",
                          "record.stack_hours.2026-10 2026-11-30 예정",
                          "record.stack_hours.2026-11 2026-12-31 예정",
                          // The months to come have what this one has.
                          "record.stack_hours.2026-12 2027-01-31 예정"));
}

TEST(OperatingRecords, StandAsTheRecordsStand) {
  const struct {
    MonthRow row;
    absl::CivilDay today;
    Status want;
  } cases[] = {
      {Row(9, RecordKind::kStackHours, 30, 29), D(2026, 10, 31), Status::kOpen},
      {Row(9, RecordKind::kStackHours, 30, 29), D(2026, 11, 1), Status::kOverdue},
      {Row(9, RecordKind::kStackHours, 30, 30), D(2026, 11, 1), Status::kDone},
      {Row(9, RecordKind::kStackHours, 30, 30, 1), D(2026, 11, 1), Status::kDoneLate},
      // A month that is not over is not complete, however much of it is there.
      {Row(9, RecordKind::kStackHours, 30, 30), D(2026, 9, 29), Status::kOpen},
      {Row(9, RecordKind::kStackHours, 30, 30), D(2026, 9, 30), Status::kDone},
  };
  for (const auto& c : cases) {
    const auto duties =
        OperatingRecordDuties(Question(D(2026, 10, 31), D(2026, 10, 31), c.today), {c.row});
    ASSERT_EQ(duties.size(), 1u);
    EXPECT_EQ(duties[0].status, c.want) << FormatDay(c.today);
  }
}

TEST(OperatingRecords, OfUseAndOutputAreDueBy31JanuaryOfTheNextYear) {
  std::vector<MonthRow> rows;
  for (int month = 3; month <= 12; ++month) {
    rows.push_back(Row(month, RecordKind::kFuel, 2, 2));
    rows.push_back(Row(month, RecordKind::kProduct, 1, month == 7 ? 0 : 1));
  }
  rows.push_back(Row(1, RecordKind::kFuel, 2, 0, 0, 2027));
  EXPECT_THAT(
      Told(OperatingRecordDuties(Question(D(2027, 1, 1), D(2028, 2, 1), D(2027, 1, 31)), rows)),
      ElementsAre("record.fuel.2026 2027-01-31 완료", "record.fuel.2027 2028-01-31 예정",
                  "record.product.2026 2027-01-31 예정"));
  EXPECT_THAT(
      Told(OperatingRecordDuties(Question(D(2027, 1, 1), D(2027, 2, 1), D(2027, 2, 1)), rows)),
      ElementsAre("record.fuel.2026 2027-01-31 완료", "record.product.2026 2027-01-31 기한 경과"));
}

TEST(OperatingRecords, NeverMoveForAHolidayAndSayWhy) {
  // 2027-01-31 is a Sunday.
  const auto duties =
      OperatingRecordDuties(Question(D(2027, 1, 31), D(2027, 1, 31), D(2026, 12, 20)),
                            {Row(12, RecordKind::kStackHours, 31, 19)});
  ASSERT_EQ(duties.size(), 1u);
  EXPECT_EQ(FormatDay(*duties[0].due_on), "2027-01-31");
  EXPECT_EQ(FormatDay(*duties[0].warn_on), "2027-01-24");
  EXPECT_EQ(duties[0].explanation.ko,
            "2026년 12월분 배출구 가동시간: 익월 말일인 2027-01-31까지 입력합니다. 휴일이어도 "
            "기한은 옮겨지지 않습니다. 31건 중 19건이 입력되었습니다.");
}

TEST(OperatingRecords, AreNotOwedForTheTimeBeforeTheApprovalNorWithoutItemsNorAfterClosing) {
  const std::vector<MonthRow> rows = {Row(2, RecordKind::kStackHours, 28, 0),
                                      Row(3, RecordKind::kStackHours, 31, 31),
                                      Row(11, RecordKind::kStackHours, 30, 0)};
  EXPECT_THAT(Told(OperatingRecordDuties(Question(D(2026, 3, 1), D(2026, 5, 1)), rows)),
              ElementsAre("record.stack_hours.2026-03 2026-04-30 완료"));
  RecordQuestion closed = Question(D(2026, 10, 1), D(2027, 3, 1));
  closed.site_closed = true;
  EXPECT_THAT(OperatingRecordDuties(closed, rows), IsEmpty());
}

TEST(MonthsToAsk, ReachBackForYearlyRecordsAndLongPeriodsButNotBeforeTheApproval) {
  const auto months = MonthsToAsk(Question(D(2026, 11, 10), D(2027, 11, 10)));
  ASSERT_TRUE(months);
  EXPECT_EQ(FormatMonth(months->first), "2026-03");
  EXPECT_EQ(FormatMonth(months->last), "2026-11");
  RecordQuestion old = Question(D(2026, 11, 10), D(2027, 11, 10));
  old.approved_on = D(2010, 1, 1);
  EXPECT_EQ(FormatMonth(MonthsToAsk(old)->first), "2024-07");
  RecordQuestion not_yet = old;
  not_yet.approved_on = D(2026, 12, 1);
  EXPECT_FALSE(MonthsToAsk(not_yet));
}

SampledStack Stack(int stack_class, const std::vector<absl::CivilDay>& days = {}) {
  SampledStack stack;
  stack.stack_id = "stack " + std::to_string(stack_class);
  stack.survey_year = 2026;
  stack.stack_class = stack_class;
  for (const absl::CivilDay day : days) stack.days.push_back({day, false});
  return stack;
}

// "expected/entered" of the duty of the month; empty: there is none.
std::string Asked(const SampledStack& stack, int month) {
  RecordQuestion question = Question(FirstDay(absl::CivilMonth(2026, month) + 1),
                                     LastDay(absl::CivilMonth(2026, month) + 1));
  question.approved_on = D(2020, 1, 1);
  const auto duties = SelfMeasurementDuties(question, {stack});
  if (duties.empty()) return "";
  EXPECT_TRUE(duties[0].progress);
  return std::to_string(duties[0].progress->expected) + "/" +
         std::to_string(duties[0].progress->entered);
}

TEST(SelfMeasurement, IsAskedForByTheClassOfTheStack) {
  // Weeks that end in October 2026: Sundays 4, 11, 18, 25.
  EXPECT_EQ(Asked(Stack(1, {D(2026, 9, 28), D(2026, 10, 5), D(2026, 10, 6), D(2026, 10, 25)}), 10),
            "4/3");
  EXPECT_EQ(Asked(Stack(2, {D(2026, 10, 1), D(2026, 10, 31), D(2026, 11, 1)}), 10), "2/2");
  EXPECT_EQ(Asked(Stack(2, {D(2026, 10, 1)}), 10), "2/1");
  EXPECT_EQ(Asked(Stack(3, {D(2026, 9, 1)}), 10), "1/1");
  EXPECT_EQ(Asked(Stack(3), 9), "");
  EXPECT_EQ(Asked(Stack(4, {D(2026, 1, 2)}), 6), "1/1");
  EXPECT_EQ(Asked(Stack(5, {D(2026, 7, 1)}), 6), "1/0");
  EXPECT_EQ(Asked(Stack(5), 5), "");
  // Not entered: the site's own class, 1.
  EXPECT_EQ(Asked(Stack(0), 10), "4/0");
  SampledStack automatic = Stack(1);
  automatic.tms = true;
  EXPECT_EQ(Asked(automatic, 10), "");
  SampledStack closed = Stack(2);
  closed.closed_on = D(2026, 10, 31);
  EXPECT_EQ(Asked(closed, 10), "");
  closed.closed_on = D(2026, 11, 1);
  EXPECT_EQ(Asked(closed, 10), "2/0");
}

TEST(SelfMeasurement, IsDueByTheEndOfTheMonthAfterItsPeriod) {
  const RecordQuestion question = Question(D(2026, 11, 1), D(2027, 2, 1));
  EXPECT_THAT(Told(SelfMeasurementDuties(question,
                                         {Stack(2, {D(2026, 10, 1), D(2026, 10, 20)}), Stack(4)})),
              ElementsAre("record.self_measurement.2026-10 2026-11-30 완료",
                          "record.self_measurement.2026-11 2026-12-31 예정",
                          "record.self_measurement.2026-12 2027-01-31 예정"));
  // A period that began before the approval (15 March) is not asked for.
  EXPECT_THAT(SelfMeasurementDuties(Question(D(2026, 7, 1), D(2026, 7, 31)), {Stack(4)}),
              IsEmpty());
}

}  // namespace
}  // namespace sems::duty
