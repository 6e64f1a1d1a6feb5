#include <algorithm>

#include "common/casework/drive.h"
#include "gmock/gmock.h"

// The engine's rules one by one, on made-up machines.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

enum Place { kParty = 1, kAuthority = 2, kOwn = 4 };
Actor Who(const std::string& role, int place) {
  Actor actor;
  actor.account_id = role + "-1";
  if (!role.empty()) actor.roles = {role};
  actor.party = (place & kParty) != 0;
  actor.authority = (place & kAuthority) != 0;
  actor.own_case = (place & kOwn) != 0;
  return actor;
}
const Actor kOwner = Who("owner", kParty | kOwn);
const Actor kOffice = Who("office", kAuthority);
const Actor kOfficeOfItsOwn = Who("office", kAuthority | kOwn);
const Actor kFirm = Who("firm", kParty | kOwn);
const Actor kStranger = Who("", 0);

class EngineRules : public testing::Test {
 protected:
  Drive Start(const std::string& day) { return Drive(engine_, Day(day)); }

  static Opening Of(const std::string& procedure) {
    Opening opening;
    opening.procedure = procedure;
    return opening;
  }
  static Input Event(const std::string& id, const std::string& on = {}) {
    Input input;
    input.event = id;
    if (!on.empty()) input.occurred_on = Day(on);
    return input;
  }
  std::string AttachTo(Drive& drive, const std::string& item, const Actor& actor,
                       const std::string& name = "file") {
    AttachmentLink link;
    link.attachment_id = name + "-" + item;
    link.item = item;
    return drive.Take(engine_.Attach(drive.file(), link, actor, drive.today()));
  }
  // A permit case under review since `day`, with nothing missing and the fee paid.
  void File(Drive& drive, const std::string& day) {
    drive.On(Day(day));
    ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
    ASSERT_EQ(AttachTo(drive, "a1", kOwner), "");
    ASSERT_EQ(
        drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "a plan"}}, kOwner, drive.today())),
        "");
    ASSERT_EQ(drive.Raise("applied", kOwner), "");
    ASSERT_EQ(
        drive.Take(engine_.Pay(drive.file(), 10'000, drive.today(), "R1", kOffice, drive.today())),
        "");
  }
  static Input Grant(const std::string& grade) {
    Input input = Event("granted");
    input.guards = {{"conforms", true, "seen"}, {"special_case", false, "none"}};
    input.values = {{"grade", grade}};
    return input;
  }

  const Law law_ = MadeUpLaw();
  const calendar::Holidays& holidays_ = calendar::Holidays::BuiltIn();
  std::optional<Period> log_every_;
  const Engine engine_{law_, holidays_,
                       [this](const std::string&, absl::CivilDay) { return log_every_; }};
};

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

TEST_F(EngineRules, WhoMayNotIsToldSo) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  struct {
    const char* event;
    Actor actor;
    const char* as_role;
    const char* problems;
  } const kCases[] = {
      {"granted", kOffice, "", "EVENT_NOT_ALLOWED_NOW"},
      {"nonsense", kOffice, "", "UNKNOWN_EVENT"},
      {"applied", kOffice, "", "ROLE_MAY_NOT_RAISE"},
      {"applied", kStranger, "", "ROLE_MAY_NOT_RAISE"},
      {"applied", kOwner, "firm", "ROLE_MAY_NOT_RAISE"},
      // The role without the side: another owner's account.
      {"applied", Who("owner", 0), "", "ROLE_MAY_NOT_RAISE"},
  };
  for (const auto& c : kCases) {
    Input input = Event(c.event);
    input.as_role = c.as_role;
    EXPECT_EQ(drive.Raise(input, c.actor), c.problems) << c.event;
  }
  EXPECT_EQ(drive.Raise("granted", kOffice), "EVENT_NOT_ALLOWED_NOW");
  EXPECT_EQ(drive.problems()[0].metadata.at("allowed"), "applied");
  EXPECT_EQ(drive.problems()[0].kind, Problem::Kind::kPrecondition);

  Drive under_review = Start("2026-03-02");
  File(under_review, "2026-03-02");
  EXPECT_EQ(under_review.Raise(Grant("a"), kOfficeOfItsOwn), "OWN_CASE");
  EXPECT_EQ(under_review.problems()[0].kind, Problem::Kind::kRole);
  EXPECT_EQ(under_review.Answer("conforms", true, kOfficeOfItsOwn), "OWN_CASE");
  EXPECT_EQ(under_review.Answer("conforms", true, kOwner), "ROLE_MAY_NOT_JUDGE");
}

TEST_F(EngineRules, ARoleOfBothSidesIsToldApartByWhoOpened) {
  const Actor opener = Who("office", kParty | kOwn);
  const Actor other_office = Who("office", 0);
  const Actor minister = Who("minister", kAuthority);
  Opening opening = Of("zone");
  opening.variant = "with_approval";
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(opening, opener), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "EVENT_NOT_ALLOWED_NOW");  // the other variant's
  EXPECT_EQ(drive.Raise("approval_asked", other_office), "ROLE_MAY_NOT_RAISE");
  EXPECT_EQ(drive.Raise("approval_asked", opener), "");
  EXPECT_EQ(drive.Raise("approved", opener), "ROLE_MAY_NOT_RAISE");
  EXPECT_EQ(drive.Raise("approved", Who("minister", kAuthority | kOwn)), "OWN_CASE");
  EXPECT_EQ(drive.Raise("approved", minister), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "EVENT_NOT_ALLOWED_NOW");
  EXPECT_THAT(drive.problems()[0].message_ko, HasSubstr("종결"));

  Drive at_once = Start("2026-03-02");
  opening.variant = "without_approval";
  ASSERT_EQ(at_once.Open(opening, opener), "");
  EXPECT_EQ(at_once.Raise("zone_set", opener), "");
}

TEST_F(EngineRules, GuardsDecideWhereItGoes) {
  struct {
    std::vector<GuardAnswer> answers;
    const char* problems;
    const char* to;
  } const kCases[] = {
      {{}, "GUARD_UNANSWERED GUARD_UNANSWERED", "review"},
      {{{"conforms", true, "seen"}}, "GUARD_UNANSWERED", "review"},
      {{{"conforms", true, "seen"}, {"special_case", false, "no"}}, "", "granted"},
      {{{"conforms", true, "seen"}, {"special_case", true, "yes"}}, "", "special"},
      {{{"conforms", false, "seen"}, {"special_case", false, "no"}}, "GUARD_NOT_MET", "review"},
      {{{"conforms", true, ""}, {"special_case", false, "no"}}, "REASON_REQUIRED", "review"},
      {{{"conforms", true, "a"}, {"conforms", true, "b"}, {"special_case", false, "no"}},
       "GUARD_ANSWERED_TWICE",
       "review"},
      {{{"more_time_left", true, "x"}, {"conforms", true, "a"}, {"special_case", false, "no"}},
       "GUARD_IS_COMPUTED",
       "review"},
  };
  for (const auto& c : kCases) {
    Drive drive = Start("2026-03-02");
    File(drive, "2026-03-02");
    Input input = Grant("a");
    input.guards = c.answers;
    EXPECT_EQ(drive.Raise(input, kOffice), c.problems);
    EXPECT_EQ(drive.file().state, c.to);
  }
}

TEST_F(EngineRules, AJudgementIsUsedUpByItsEventAndAFactStands) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Answer("conforms", true, kOffice), "");  // beforehand
  ASSERT_EQ(drive.Answer("big", true, kOwner), "");
  EXPECT_TRUE(drive.file().guards.at("big").declared_only);
  Input input = Grant("a");
  input.guards = {{"special_case", false, "none"}};
  ASSERT_EQ(drive.Raise(input, kOffice), "");
  EXPECT_TRUE(drive.file().guards.at("conforms").spent);
  EXPECT_TRUE(drive.file().guards.at("special_case").spent);
  EXPECT_FALSE(drive.file().guards.at("big").spent);
  // What it frees from is confirmed by the authority's own word.
  ASSERT_EQ(drive.Answer("big", true, kOffice), "");
  EXPECT_FALSE(drive.file().guards.at("big").declared_only);

  Input ordered = Event("ordered");
  ordered.set_period = Period{60, Unit::kDays};
  ASSERT_EQ(drive.Raise(ordered, kOffice), "");
  Input extended = Event("order_extended");
  extended.extension = Period{30, Unit::kDays};
  EXPECT_EQ(drive.Raise(extended, kOffice), "GUARD_UNANSWERED");
  extended.guards = {{"unavoidable", true, "flood"}};
  EXPECT_EQ(drive.Raise(extended, kOffice), "");
}

TEST_F(EngineRules, ValuesComeWithTheirEventOnly) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  Input input = Grant("a");
  input.values = {};
  EXPECT_EQ(drive.Raise(input, kOffice), "VALUE_REQUIRED");
  input.values = {{"grade", "z"}};
  EXPECT_EQ(drive.Raise(input, kOffice), "VALUE_NOT_ALLOWED");
  input.values = {{"grade", "a"}, {"colour", "red"}};
  EXPECT_EQ(drive.Raise(input, kOffice), "UNKNOWN_VALUE");
  Input planned = Event("works_start", "2026-06-01");
  planned.values = {{"grade", "b"}};
  EXPECT_EQ(drive.Raise(planned, kOwner), "VALUE_NOT_EXPECTED");
}

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

TEST_F(EngineRules, BodiesAreNamedByBothSidesForRolesOfTheCase) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  const auto name = [&](const Body& body, const Actor& actor) {
    return drive.Take(engine_.NameBody(drive.file(), body, actor, drive.today()));
  };
  EXPECT_EQ(name({.role = "lab", .organisation_id = "o", .account_id = {}}, kOffice),
            "ROLE_NOT_IN_CASE");
  EXPECT_EQ(name({.role = "office", .organisation_id = {}, .account_id = {}}, kOffice),
            "ORGANISATION_OR_ACCOUNT");
  EXPECT_EQ(name({.role = "office", .organisation_id = "o", .account_id = {}}, kStranger),
            "NOT_OF_THIS_CASE");
  EXPECT_EQ(name({.role = "office", .organisation_id = "o", .account_id = {}}, kOwner), "");
  EXPECT_EQ(drive.file().bodies.size(), 1u);
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
