#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/calendar/statutory.h"
#include "common/values/civil.h"

namespace sems::calendar {
namespace {

absl::CivilDay Day(const char* text) { return *ParseDay(text); }

DateRule Rule(Mode mode, Direction direction, Period period, Party party) {
  DateRule rule;
  rule.mode = mode;
  rule.direction = direction;
  rule.period = period;
  rule.party = party;
  rule.anchor_event = "plan_fit_notified";
  rule.article = "Art. 1";
  return rule;
}

ComputedDate Compute(const DateRule& rule, const char* anchor, const std::vector<Stop>& stops = {},
                     const std::vector<Extension>& extensions = {}) {
  return ComputeDate(rule, Day(anchor), stops, extensions, Day("2026-03-12"), Holidays::BuiltIn());
}

std::string NameKo(const std::string& id) {
  return id == "plan_fit_notified" ? "적합 통보" : id == "supplement" ? "보완" : "";
}
std::string NameEn(const std::string& id) {
  return id == "plan_fit_notified" ? "fit notice" : id == "supplement" ? "supplement" : "";
}

TEST(Explain, TellsPeriodStopsExtensionsAndHolidays) {
  const ComputedDate date =
      Compute(Rule(Mode::kFixed, Direction::kAfter, {30, Unit::kDays}, Party::kPrivate),
              "2026-01-03", {{Day("2026-01-20"), Day("2026-01-21"), "supplement"}},
              {{{10, Unit::kDays}, Day("2026-02-01"), "Art. 2"}});
  EXPECT_EQ(
      ExplainKo(date, NameKo),
      "적합 통보 2026-01-03부터 30일 이내 (Art. 1). 첫날은 산입하지 않습니다. "
      "2026-01-20~2026-01-21 정지(보완)로 2일을 제외합니다. "
      "2026-02-01 10일 연장(Art. 2): 만료일 2026-02-04 → 2026-02-14. "
      "말일(2026-02-14)이 휴일이므로 다음 근무일로 옮깁니다(2026-02-14 토요일, 2026-02-15 일요일, "
      "2026-02-16 설날 전날, 2026-02-17 설날, 2026-02-18 설날 다음 날). 기한 2026-02-19.");
  EXPECT_EQ(ExplainEn(date, NameEn),
            "Within 30 days from fit notice (2026-01-03) (Art. 1). The first day does not count. "
            "Stopped 2026-01-20 to 2026-01-21 (supplement), 2 days left out. "
            "Extended by 10 days on 2026-02-01 (Art. 2): from 2026-02-04 to 2026-02-14. "
            "Its last day, 2026-02-14, is a day off, so that it ends on the next working day "
            "(2026-02-14 토요일, 2026-02-15 일요일, 2026-02-16 설날 전날, 2026-02-17 설날, "
            "2026-02-18 설날 다음 날). Due 2026-02-19.");
}

TEST(Explain, TellsBothReadingsOfADayBefore) {
  const ComputedDate date = Compute(
      Rule(Mode::kFixed, Direction::kBefore, {60, Unit::kDays}, Party::kPrivate), "2026-03-01");
  EXPECT_EQ(ExplainKo(date),
            "2026-03-01의 60일 전까지 (Art. 1). 기한 2025-12-31. 휴일이어도 옮기지 않습니다. "
            "사이의 날수를 온전히 두려면 2025-12-30까지.");
  EXPECT_EQ(ExplainEn(date),
            "At least 60 days before 2026-03-01 (Art. 1). Due 2025-12-31. It stays there on a day "
            "off. With full days in between: 2025-12-30.");
}

TEST(Explain, TellsThatAClockIsStopped) {
  const ComputedDate date =
      Compute(Rule(Mode::kFixed, Direction::kAfter, {30, Unit::kDays}, Party::kAuthority),
              "2026-03-02", {{Day("2026-03-10"), std::nullopt, "supplement"}});
  EXPECT_THAT(
      ExplainKo(date, NameKo),
      testing::EndsWith("2026-03-10부터 정지 중(보완)이며 지금까지 3일을 제외했습니다. 기한 "
                        "2026-04-04. 정지가 끝날 때까지 기한은 하루씩 늦어집니다."));
  EXPECT_THAT(
      ExplainEn(date, NameEn),
      testing::EndsWith("Stopped since 2026-03-10 (supplement), 3 days left out so far. Due "
                        "2026-04-04. The day moves on with each day of the stop."));
}

struct Told {
  Mode mode;
  const char* ko;
  const char* en;
};

// Rules without a number of days, with a month's window, without a day.
TEST(Explain, TellsEveryKindOfRule) {
  const Told kinds[] = {
      {Mode::kImmediate,
       "2026-03-02부터 지체 없이 (Art. 1). 법정 일수가 없어 내부 처리기준을 적용합니다: "
       "2026-03-09까지.",
       "Without delay from 2026-03-02 (Art. 1). The law gives no number; this system's service "
       "level: by 2026-03-09."},
      {Mode::kSimultaneous, "2026-03-02에 동시에 (Art. 1). 기한 2026-03-02.",
       "Together with 2026-03-02 (Art. 1). Due 2026-03-02."},
      {Mode::kBeforeEvent,
       "2026-03-02 전까지 (Art. 1). 기한 2026-03-02. 휴일이어도 옮기지 않습니다. 사이의 날수를 "
       "온전히 두려면 2026-03-01까지.",
       "Before 2026-03-02 (Art. 1). Due 2026-03-02. It stays there on a day off. With full days in "
       "between: 2026-03-01."},
      {Mode::kCalendarYearly,
       "매년 정해진 날까지, 2026-03-02 이후 1회차 (Art. 1). 기한 2026-11-30.",
       "Each year up to a fixed day, time 1 from 2026-03-02 (Art. 1). Due 2026-11-30."},
      {Mode::kAbsolute, "정해진 날까지 (Art. 1). 기한 1993-06-30.",
       "Up to a fixed day (Art. 1). Due 1993-06-30."},
      {Mode::kSameYear, "2026-03-02의 해당 연도 말일까지 (Art. 1). 기한 2026-12-31.",
       "Up to the end of the year of 2026-03-02 (Art. 1). Due 2026-12-31."},
      {Mode::kUnspecified, "법정 기한 없음 (Art. 1). 정해진 날이 없습니다.",
       "No time limit in law (Art. 1). There is no day."},
  };
  for (const Told& told : kinds) {
    DateRule rule = Rule(told.mode, Direction::kAfter, {}, Party::kPrivate);
    rule.period.reset();
    rule.month_day = "11-30";
    rule.day = Day("1993-06-30");
    const ComputedDate date = Compute(rule, "2026-03-02");
    EXPECT_EQ(ExplainKo(date), told.ko);
    EXPECT_EQ(ExplainEn(date), told.en);
  }
}

TEST(Explain, TellsWhichTimeACycleComesRoundAndItsMonth) {
  DateRule rule =
      Rule(Mode::kPeriodicMonth, Direction::kEvery, {6, Unit::kMonths}, Party::kPrivate);
  rule.step = 2;
  const ComputedDate date = Compute(rule, "2025-08-31");
  EXPECT_EQ(ExplainKo(date),
            "2025-08-31부터 매 6개월, 2회차 (Art. 1). 2026-08-01~2026-08-31 사이에 합니다. 기한 "
            "2026-08-31.");
  EXPECT_EQ(ExplainEn(date),
            "Every 6 months from 2025-08-31, time 2 (Art. 1). To be done between 2026-08-01 and "
            "2026-08-31. Due 2026-08-31.");
}

}  // namespace
}  // namespace sems::calendar
