#include "common/casework/engine_rules.h"
#include "gmock/gmock.h"

// Clocks by their rules: stops, extensions, cycles, days ahead, numbers.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(EngineRules, OverlappingStopsTakeEachDayOutOnce) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  EXPECT_EQ(drive.Due("review"), "2026-04-01");
  EXPECT_EQ(drive.Raise("more_answered", kOwner), "NOT_STOPPED");
  ASSERT_EQ(drive.On(Day("2026-03-10")).Raise("more_asked", kOffice), "");
  EXPECT_EQ(drive.Raise("more_asked", kOffice), "ALREADY_STOPPED");
  EXPECT_EQ(drive.Status("review"), "SUSPENDED");
  ASSERT_EQ(drive.On(Day("2026-03-12")).Raise("visit_announced", kOffice), "");
  ASSERT_EQ(drive.On(Day("2026-03-15")).Raise("more_answered", kOwner), "");
  EXPECT_EQ(drive.Status("review"), "SUSPENDED");
  EXPECT_EQ(drive.Raise(Event("visited", "2026-03-11"), kOffice), "DATE_BEFORE_ANCHOR");
  ASSERT_EQ(drive.On(Day("2026-03-20")).Raise("visited", kOffice), "");
  // 10 to 20 March are 11 days, though the stops together count 6 + 9. The office's clock does not
  // move off the Sunday it ends on.
  EXPECT_EQ(drive.Due("review"), "2026-04-12");
  EXPECT_EQ(drive.Status("review"), "RUNNING");
  EXPECT_EQ(drive.On(Day("2026-04-12")).Status("review"), "RUNNING");
  EXPECT_EQ(drive.On(Day("2026-04-13")).Status("review"), "EXPIRED");
  ASSERT_EQ(drive.Raise(Grant("a"), kOffice), "");
  EXPECT_EQ(drive.Status("review"), "MISSED");
}

TEST_F(EngineRules, ADecisionEndsStopsAndWhatRanBesideThem) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.On(Day("2026-03-10")).Raise("more_asked", kOffice), "");
  EXPECT_EQ(drive.Status("answer"), "RUNNING");
  ASSERT_EQ(drive.On(Day("2026-03-12")).Raise(Grant("a"), kOffice), "");
  EXPECT_EQ(drive.file().stops[0].to, Day("2026-03-12"));
  EXPECT_EQ(drive.Status("answer"), "ENDED");
  EXPECT_EQ(drive.Status("review"), "MET");
}

TEST_F(EngineRules, AnAnswersPeriodIsExtendedTwiceAndNotTooLate) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.On(Day("2026-03-03")).Raise("more_asked", kOffice), "");
  EXPECT_EQ(drive.Due("answer"), "2026-04-02");
  EXPECT_TRUE(drive.Clock("answer")->start_assumed);
  ASSERT_EQ(drive.On(Day("2026-03-05")).Raise("more_received", kOwner), "");
  EXPECT_FALSE(drive.Clock("answer")->start_assumed);
  EXPECT_EQ(drive.Due("answer"), "2026-04-06");  // 4 April is a Saturday
  Input more = Event("more_time_given");
  EXPECT_EQ(drive.Raise(more, kOffice), "EXTENSION_REQUIRED");
  more.extension = Period{31, Unit::kDays};
  EXPECT_EQ(drive.Raise(more, kOffice), "PERIOD_ABOVE_MAXIMUM");
  more.extension = Period{0, Unit::kDays};
  EXPECT_EQ(drive.Raise(more, kOffice), "PERIOD_NOT_POSITIVE");
  more.extension = Period{30, Unit::kDays};
  EXPECT_EQ(drive.Raise(more, kOffice), "");
  EXPECT_EQ(drive.On(Day("2026-05-20")).Raise(more, kOffice), "EXTENSION_TOO_LATE");
  EXPECT_EQ(drive.On(Day("2026-05-01")).Raise(more, kOffice), "");
  EXPECT_EQ(drive.Raise(more, kOffice), "EXTENSIONS_USED_UP");
  ASSERT_EQ(drive.On(Day("2026-05-02")).Raise("more_answered", kOwner), "");
  EXPECT_EQ(drive.Status("answer"), "MET");
  // Asked once more, the count begins anew.
  ASSERT_EQ(drive.Raise("more_asked", kOffice), "");
  EXPECT_EQ(drive.Clock("answer")->run, 2);
  EXPECT_EQ(drive.Raise(more, kOffice), "");
}

TEST_F(EngineRules, ASetPeriodKeepsToItsMaximumAndRingsTheDayAfter) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Raise(Grant("a"), kOffice), "");
  Input ordered = Event("ordered");
  EXPECT_EQ(drive.Raise(ordered, kOffice), "PERIOD_REQUIRED");
  ordered.set_period = Period{366, Unit::kDays};  // 2026-03-02 and a year is 365 days on
  EXPECT_EQ(drive.Raise(ordered, kOffice), "PERIOD_ABOVE_MAXIMUM");
  EXPECT_THAT(drive.problems()[0].article, testing::StrEq("Art. 4"));
  ordered.set_period = Period{12, Unit::kMonths};
  ordered.extension = Period{1, Unit::kMonths};
  EXPECT_EQ(drive.Raise(ordered, kOffice), "EXTENSION_NOT_EXPECTED");
  ordered.extension.reset();
  ordered.set_period = Period{3, Unit::kMonths};
  ASSERT_EQ(drive.Raise(ordered, kOffice), "");
  EXPECT_EQ(drive.Due("order_period"), "2026-06-02");
  EXPECT_EQ(drive.Due("ask_for_extension"), "2026-05-23");
  Input extended = Event("order_extended");
  extended.guards = {{"unavoidable", true, "flood"}};
  extended.extension = Period{7, Unit::kMonths};
  EXPECT_EQ(drive.On(Day("2026-05-23")).Raise(extended, kOffice), "PERIOD_ABOVE_MAXIMUM");
  extended.extension = Period{6, Unit::kMonths};
  EXPECT_EQ(drive.On(Day("2026-05-24")).Raise(extended, kOffice), "EXTENSION_TOO_LATE");
  // Asked for in time, granted later.
  extended.dates = {{"extension_asked", Day("2026-05-20")}};
  EXPECT_EQ(drive.Raise(extended, kOffice), "");
  EXPECT_EQ(drive.Due("order_period"), "2026-12-02");  // from the old expiry
  extended.dates = {};
  EXPECT_EQ(drive.Raise(extended, kOffice), "EXTENSIONS_USED_UP");
  EXPECT_THAT(drive.On(Day("2026-12-02")).RingAll(), IsEmpty());
  EXPECT_THAT(drive.On(Day("2026-12-10")).RingAll(), ElementsAre("order_expired 2026-12-03"));
  EXPECT_EQ(drive.file().state, "overdue");
  EXPECT_EQ(drive.Status("order_period"), "EXPIRED");
  ASSERT_EQ(AttachTo(drive, "report.a1", kOwner), "");
  // Handed in on the last day and entered after it: in time, though the clock had rung.
  EXPECT_EQ(drive.Raise(Event("order_reported", "2026-12-02"), kOwner), "");
  EXPECT_EQ(drive.Status("order_period"), "MET");
}

TEST_F(EngineRules, AnOrdersPeriodRunsFromItsOpeningUntilItsReceiptIsKnown) {
  Drive drive = Start("2026-03-02");
  Opening opening = Of("order");
  opening.by_authority = true;
  opening.input.set_period = Period{2, Unit::kMonths};
  ASSERT_EQ(drive.Open(opening, kOffice), "");
  EXPECT_EQ(drive.Due("period"), "2026-05-04");  // 2 May is a Saturday
  EXPECT_TRUE(drive.Clock("period")->start_assumed);
  EXPECT_EQ(drive.On(Day("2026-03-06")).Raise("order_received", kOwner), "");
  EXPECT_EQ(drive.Due("period"), "2026-05-06");
  EXPECT_FALSE(drive.Clock("period")->start_assumed);
  // It rings only once somebody has judged what it depends on.
  drive.On(Day("2026-05-20"));
  EXPECT_THAT(drive.RingAll(), IsEmpty());
  const std::vector<DueTimer> blocked = engine_.BlockedTimers(drive.file(), drive.today());
  ASSERT_EQ(blocked.size(), 1u);
  EXPECT_THAT(blocked[0].unanswered_guards, ElementsAre("no_good_reason"));
  EXPECT_EQ(engine_.NextTimerDay(drive.file()), std::nullopt);
  ASSERT_EQ(drive.Answer("no_good_reason", false, kOffice), "");
  EXPECT_THAT(drive.RingAll(), IsEmpty());  // judged otherwise: it does not happen
  EXPECT_THAT(engine_.BlockedTimers(drive.file(), drive.today()), IsEmpty());
  ASSERT_EQ(drive.Answer("no_good_reason", true, kOffice), "");
  EXPECT_THAT(drive.RingAll(), ElementsAre("order_expired 2026-05-07"));
  EXPECT_EQ(drive.Status("period"), "ENDED");  // the case is over
  EXPECT_EQ(drive.Raise("complied", kOwner), "EVENT_NOT_ALLOWED_NOW");
  EXPECT_EQ(drive.Answer("no_good_reason", true, kOffice), "CASE_CLOSED");
}

TEST_F(EngineRules, ACycleCatchesUpOneByOneAndGoesByItsGrade) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Raise(Grant("a"), kOffice), "");
  EXPECT_EQ(drive.Due("check_cycle"), "2027-03-02");
  EXPECT_EQ(engine_.NextTimerDay(drive.file()), Day("2027-03-02"));
  // Three years pass; the state takes one check at a time.
  EXPECT_THAT(drive.On(Day("2029-06-01")).RingAll(), ElementsAre("check_due 2027-03-02"));
  EXPECT_EQ(engine_.NextTimerDay(drive.file()), std::nullopt);
  ASSERT_EQ(drive.Raise("checked", kOffice), "");
  EXPECT_THAT(drive.RingAll(), ElementsAre("check_due 2028-03-02"));
  ASSERT_EQ(drive.Raise("checked", kOffice), "");
  EXPECT_THAT(drive.RingAll(), ElementsAre("check_due 2029-03-02"));
  ASSERT_EQ(drive.Raise("checked", kOffice), "");
  EXPECT_THAT(drive.RingAll(), IsEmpty());
  EXPECT_EQ(drive.Due("check_cycle"), "2030-03-02");
  EXPECT_EQ(drive.Clock("check_cycle")->run, 4);
  // Another grade, the same anchor: every second year from 2026 on.
  Input regraded = Event("regraded");
  regraded.values = {{"grade", "b"}};
  ASSERT_EQ(drive.Raise(regraded, kOffice), "");
  EXPECT_EQ(drive.Due("check_cycle"), "2030-03-02");
  EXPECT_THAT(drive.On(Day("2030-03-02")).RingAll(), ElementsAre("check_due 2030-03-02"));
  ASSERT_EQ(drive.Raise("checked", kOffice), "");
  EXPECT_EQ(drive.Due("check_cycle"), "2032-03-02");
  regraded.values = {{"grade", "a"}};
  ASSERT_EQ(drive.Raise(regraded, kOffice), "");
  EXPECT_EQ(drive.Due("check_cycle"), "2031-03-02");
  // A special check begins the count anew.
  ASSERT_EQ(drive.On(Day("2030-09-15")).Raise("checked_specially", kOffice), "");
  EXPECT_EQ(drive.Due("check_cycle"), "2031-09-15");
}

TEST_F(EngineRules, AGridOfMonthsStaysWhereItBegan) {
  Drive drive = Start("2026-01-31");
  Opening opening = Of("grid");
  ASSERT_EQ(drive.Open(opening, kFirm), "");
  ASSERT_EQ(drive.Raise("first_inspected", kOffice), "");
  const ClockRun* cycle = drive.Clock("cycle");
  EXPECT_EQ(cycle->date.window_from, Day("2026-07-01"));
  EXPECT_EQ(cycle->date.due, Day("2026-07-31"));
  EXPECT_THAT(drive.On(Day("2026-06-30")).RingAll(), IsEmpty());
  EXPECT_THAT(drive.On(Day("2026-07-01")).RingAll(), ElementsAre("month_reached 2026-07-01"));
  ASSERT_EQ(drive.On(Day("2026-07-31")).Raise("inspected", kOffice), "");
  EXPECT_EQ(drive.Status("cycle", 1), "MET");
  EXPECT_EQ(drive.Due("cycle"), "2027-01-31");
  EXPECT_THAT(drive.On(Day("2027-01-15")).RingAll(), ElementsAre("month_reached 2027-01-01"));
  // Late by two months, which moves nothing.
  ASSERT_EQ(drive.On(Day("2027-03-10")).Raise("inspected", kOffice), "");
  EXPECT_EQ(drive.Status("cycle", 2), "MISSED");
  EXPECT_EQ(drive.Due("cycle"), "2027-07-31");
}

TEST_F(EngineRules, ADayAheadIsPlannedMovedAndMet) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  EXPECT_EQ(drive.Status("apply_before_works"), "WAITING");
  Input planned = Event("works_start", "2026-04-20");
  ASSERT_EQ(drive.Raise(planned, kOwner), "");
  EXPECT_EQ(drive.Due("apply_before_works"), "2026-04-05");
  EXPECT_EQ(drive.Clock("apply_before_works")->date.warn, Day("2026-04-04"));
  EXPECT_EQ(drive.On(Day("2026-04-05")).Status("apply_before_works"), "RUNNING");  // a Sunday
  EXPECT_EQ(drive.On(Day("2026-04-06")).Status("apply_before_works"), "EXPIRED");
  planned.occurred_on = Day("2026-05-20");
  ASSERT_EQ(drive.Raise(planned, kOwner), "");
  EXPECT_EQ(drive.Status("apply_before_works"), "RUNNING");
  ASSERT_EQ(AttachTo(drive, "a1", kOwner), "");
  ASSERT_EQ(drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "p"}}, kOwner, drive.today())), "");
  ASSERT_EQ(drive.Raise("applied", kOwner), "");
  EXPECT_EQ(drive.Status("apply_before_works"), "MET");
  // Brought forward, it was not in time after all.
  planned.occurred_on = Day("2026-04-15");
  ASSERT_EQ(drive.Raise(planned, kOwner), "");
  EXPECT_EQ(drive.Status("apply_before_works"), "MISSED");
  EXPECT_EQ(drive.Clock("apply_before_works")->run, 1);
}

TEST_F(EngineRules, ADayNamedAfterTheDeedFindsItDone) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.On(Day("2026-03-09")).Raise(Event("works_start", "2026-03-20"), kOwner), "");
  EXPECT_EQ(drive.Status("apply_before_works"), "MET");
  EXPECT_EQ(drive.Clock("apply_before_works")->ended_on, Day("2026-03-02"));
}

TEST_F(EngineRules, AFactSwitchesTheClocksThatGoByIt) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Raise(Grant("a"), kOffice), "");
  EXPECT_EQ(drive.Status("notice"), "WAITING");  // nobody has said whether it is big
  EXPECT_EQ(drive.Due("notice"), "2026-12-31");
  ASSERT_EQ(drive.Answer("big", false, kOffice), "");
  EXPECT_EQ(drive.Status("notice"), "ENDED");
  ASSERT_EQ(drive.Answer("big", true, kOffice), "");
  EXPECT_EQ(drive.Status("notice"), "RUNNING");
  EXPECT_EQ(drive.Due("notice"), "2026-12-31");
  ASSERT_EQ(drive.On(Day("2026-12-30")).Raise("notice_given", kOwner), "");
  EXPECT_EQ(drive.Status("notice"), "MET");
}

TEST_F(EngineRules, AnUnsetNumberBlocksOnlyItsClock) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Raise(Grant("a"), kOffice), "");
  EXPECT_EQ(drive.Status("log"), "UNSET");
  EXPECT_EQ(drive.Status("check_cycle"), "RUNNING");
  log_every_ = Period{1, Unit::kMonths};
  engine_.Refresh(drive.file(), drive.today());
  EXPECT_EQ(drive.Status("log"), "RUNNING");
  EXPECT_EQ(drive.Due("log"), "2026-04-02");
  EXPECT_EQ(drive.On(Day("2026-07-10")).Due("log"), "2026-08-02");  // nothing ever ends it
}

}  // namespace
}  // namespace sems::casework
