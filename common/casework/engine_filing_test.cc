#include <algorithm>

#include "common/casework/engine_rules.h"
#include "gmock/gmock.h"

// What is filed: openings, documents, contents, fees, days; all that is wrong at once.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::ElementsAre;

TEST_F(EngineRules, AnOpeningSaysWhatItLacks) {
  struct {
    const char* what;
    Opening opening;
    Actor actor;
    const char* problems;
  } const kCases[] = {
      {"unknown", Of("nothing"), kOwner, "UNKNOWN_PROCEDURE"},
      {"described only", Of("rule"), kOwner, "PROCEDURE_HAS_NO_CASE"},
      {"an order by its addressee", Of("order"), kOwner, "OPENED_BY_AUTHORITY"},
      {"by nobody of the case", Of("permit"), kStranger, "ROLE_MAY_NOT_RAISE"},
      {"a variant has to be chosen", Of("zone"), Who("office", kParty), "VARIANT_REQUIRED"},
  };
  for (const auto& c : kCases) {
    Drive drive = Start("2026-03-02");
    EXPECT_EQ(drive.Open(c.opening, c.actor), c.problems) << c.what;
  }
  Drive drive = Start("2026-03-02");
  Opening order = Of("order");
  order.by_authority = true;
  EXPECT_EQ(drive.Open(order, kOffice), "PERIOD_REQUIRED");
  order.input.set_period = Period{13, Unit::kMonths};
  order.input.dates = {{"order_received", Day("2026-03-05")}, {"applied", Day("2026-03-01")}};
  order.input.values = {{"colour", "red"}};
  order.input.guards = {{"nonsense", true, "x"}};
  order.form = {{"c9", "x"}};
  EXPECT_EQ(drive.Open(order, kOffice),
            "DATE_NOT_COUNTED DATE_IN_FUTURE UNKNOWN_VALUE PERIOD_ABOVE_MAXIMUM UNKNOWN_GUARD "
            "UNKNOWN_CONTENT");
  Opening later = Of("permit");
  later.input.occurred_on = Day("2026-03-03");
  later.machine = "grid_machine";
  EXPECT_EQ(drive.Open(later, kOwner), "UNKNOWN_MACHINE");
  later.machine.clear();
  EXPECT_EQ(drive.Open(later, kOwner), "DATE_IN_FUTURE");
}

TEST_F(EngineRules, FilingNeedsDocumentsAndContentsAndOwesTheFee) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  EXPECT_EQ(drive.Raise("applied", kOwner), "ATTACHMENT_MISSING CONTENT_MISSING");
  EXPECT_EQ(AttachTo(drive, "a9", kOwner), "UNKNOWN_ATTACHMENT_ITEM");
  EXPECT_EQ(AttachTo(drive, "report.a1", kOwner), "");  // of another procedure of this machine
  EXPECT_EQ(drive.Raise("applied", kOwner), "ATTACHMENT_MISSING CONTENT_MISSING");
  EXPECT_EQ(AttachTo(drive, "a1", kOwner), "");
  EXPECT_EQ(drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "a plan"}}, kOwner, drive.today())),
            "");
  EXPECT_EQ(drive.Raise("applied", kOwner), "");  // a2 is asked for only in some cases
  ASSERT_EQ(drive.file().fees.size(), 1u);
  EXPECT_EQ(drive.file().fees[0].due_krw, 10'000);
  EXPECT_EQ(drive.Raise(Grant("a"), kOffice), "FEE_UNPAID");
  const auto pay = [&](int64_t krw, const char* on) {
    return drive.Take(engine_.Pay(drive.file(), krw, Day(on), "R", kOffice, drive.today()));
  };
  EXPECT_EQ(drive.Take(engine_.Pay(drive.file(), 1, drive.today(), "R", kOwner, drive.today())),
            "NOT_OF_THIS_CASE");  // who owes it does not say that it is paid
  EXPECT_EQ(pay(0, "2026-03-02"), "AMOUNT_OUT_OF_RANGE");
  EXPECT_EQ(pay(1, "2026-03-03"), "DATE_IN_FUTURE");
  EXPECT_EQ(pay(1, "2026-03-01"), "DATE_BEFORE_ANCHOR");
  EXPECT_EQ(pay(9'999, "2026-03-02"), "");
  EXPECT_EQ(drive.Raise(Grant("a"), kOffice), "FEE_UNPAID");
  EXPECT_EQ(pay(1, "2026-03-02"), "");
  EXPECT_EQ(drive.Raise(Grant("a"), kOffice), "");
  // Its checklist is of another procedure, which has its own item.
  Input ordered = Event("ordered");
  ordered.set_period = Period{30, Unit::kDays};
  ASSERT_EQ(drive.Raise(ordered, kOffice), "");
  EXPECT_EQ(drive.Take(engine_.Detach(drive.file(), "file-zz", kOwner, drive.today())),
            "ATTACHMENT_NOT_FOUND");
  EXPECT_EQ(drive.Take(engine_.Detach(drive.file(), "file-report.a1", kOwner, drive.today())), "");
  EXPECT_EQ(drive.Raise("order_reported", kOwner), "ATTACHMENT_MISSING");
  EXPECT_EQ(AttachTo(drive, "report.a1", kOwner), "");
  EXPECT_EQ(drive.Raise("order_reported", kOwner), "");
  // Another order is reported on with another report.
  ASSERT_EQ(drive.Raise(ordered, kOffice), "");
  EXPECT_EQ(drive.Raise("order_reported", kOwner), "ATTACHMENT_MISSING");
  EXPECT_EQ(AttachTo(drive, "report.a1", kOwner, "second"), "");
  EXPECT_EQ(drive.Raise("order_reported", kOwner), "");
  // What something was filed with stays.
  for (const char* filed : {"file-report.a1", "file-a1"}) {
    EXPECT_EQ(drive.Take(engine_.Detach(drive.file(), filed, kOwner, drive.today())),
              "ATTACHMENT_FILED");
  }
}

TEST_F(EngineRules, WhereTheOpeningIsTheFilingTheAnswerNeedsItAll) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("register"), kFirm), "");
  ASSERT_EQ(drive.file().fees.size(), 1u);
  EXPECT_EQ(drive.Raise("entered", kOffice), "ATTACHMENT_MISSING FEE_UNPAID");
  ASSERT_EQ(AttachTo(drive, "a1", kFirm), "");
  ASSERT_EQ(
      drive.Take(engine_.Pay(drive.file(), 10'000, drive.today(), "R", kOffice, drive.today())),
      "");
  ASSERT_EQ(drive.Raise("entered", kOffice), "");
  EXPECT_EQ(drive.file().fees.size(), 1u);  // not owed twice
  // A fact starts the period; the filing ends it and owes the fee.
  ASSERT_EQ(drive.Raise("matter_changed", kFirm), "");
  EXPECT_EQ(drive.Due("change_filing"), "2026-03-17");
  EXPECT_EQ(drive.file().fees.size(), 1u);
  ASSERT_EQ(drive.Raise("change_filed", kFirm), "");
  ASSERT_EQ(drive.file().fees.size(), 2u);
  EXPECT_EQ(drive.file().fees[1].due_krw, 5'000);
  EXPECT_EQ(drive.Status("change_filing"), "MET");

  Drive refused = Start("2026-03-02");
  ASSERT_EQ(refused.Open(Of("register"), kFirm), "");
  EXPECT_EQ(refused.Raise("turned_down", kOffice), "FEE_UNPAID");  // but not its documents
}

TEST_F(EngineRules, DaysOutOfOrderAreRefused) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.On(Day("2026-03-20")).Raise("more_asked", kOffice), "");
  struct {
    const char* event;
    const char* on;
    const char* problems;
  } const kCases[] = {
      {"visit_announced", "2026-03-21", "DATE_IN_FUTURE"},
      {"visit_announced", "2026-03-01", "DATE_BEFORE_ANCHOR"},
      {"more_answered", "2026-03-19", "DATE_BEFORE_ANCHOR"},
      {"more_received", "2026-03-21", "DATE_IN_FUTURE"},
      {"order_expiry", "2026-03-20", "EVENT_NOT_ALLOWED_NOW"},  // computed, never told
      {"check_due", "2026-03-20", "EVENT_NOT_ALLOWED_NOW"},
  };
  for (const auto& c : kCases) {
    const Actor& actor = std::string(c.event) == "more_answered" ? kOwner : kOffice;
    EXPECT_EQ(drive.Raise(Event(c.event, c.on), actor), c.problems) << c.event << " " << c.on;
  }
  Input granted = Grant("a");
  granted.occurred_on = Day("2026-03-01");
  EXPECT_EQ(drive.Raise(granted, kOffice), "DATE_BEFORE_ANCHOR");
}

TEST_F(EngineRules, EverythingWrongIsAnsweredTogether) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  ASSERT_EQ(AttachTo(drive, "a1", kOwner), "");
  ASSERT_EQ(drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "p"}}, kOwner, drive.today())), "");
  ASSERT_EQ(drive.Raise("applied", kOwner), "");
  Input input = Event("granted", "2026-03-03");
  input.guards = {{"conforms", true, "seen"}};
  input.set_period = Period{1, Unit::kYears};
  input.dates = {{"granted", Day("2026-03-02")}};
  input.procedure = "zone";
  EXPECT_EQ(drive.Raise(input, kOffice),
            "GUARD_UNANSWERED DATE_IN_FUTURE DATE_NOT_COUNTED VALUE_REQUIRED PERIOD_NOT_EXPECTED "
            "PROCEDURE_NOT_OF_EVENT");
  EXPECT_EQ(drive.file().state, "review");
}

TEST_F(EngineRules, NextTellsWhatIsMissing) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  std::vector<NextEvent> next = engine_.Next(drive.file(), kOwner, drive.today());
  ASSERT_EQ(next.size(), 2u);
  EXPECT_EQ(next[0].event->id, "applied");
  EXPECT_TRUE(next[0].allowed);
  EXPECT_FALSE(next[0].ready);
  ASSERT_EQ(next[0].missing_attachments.size(), 1u);
  EXPECT_EQ(next[0].missing_attachments[0].key, "a1");
  EXPECT_EQ(next[0].missing_contents[0].key, "c1");
  EXPECT_EQ(next[1].event->id, "works_start");  // a day that a clock waits for
  EXPECT_TRUE(next[1].transitions.empty());

  Drive review = Start("2026-03-02");
  File(review, "2026-03-02");
  next = engine_.Next(review.file(), kOwner, review.today());
  for (const NextEvent& event : next) {
    if (event.event->id == "granted") {
      EXPECT_FALSE(event.allowed);
      EXPECT_EQ(event.transitions.size(), 2u);
      EXPECT_EQ(event.guards.size(), 2u);
      EXPECT_THAT(event.needs, ElementsAre("grade"));
    }
    EXPECT_NE(event.event->id, "more_answered") << "nothing has been asked";
  }
  ASSERT_EQ(review.Raise(Grant("a"), kOffice), "");
  next = engine_.Next(review.file(), kOffice, review.today());
  const auto check = std::ranges::find_if(
      next, [](const NextEvent& event) { return event.event->id == "check_due"; });
  ASSERT_NE(check, next.end());
  EXPECT_EQ(check->timer_on, Day("2027-03-02"));
  EXPECT_FALSE(check->allowed);
}

}  // namespace
}  // namespace sems::casework
