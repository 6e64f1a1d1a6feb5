#include "common/casework/drive.h"
#include "common/values/civil.h"
#include "gmock/gmock.h"

// Cases that live on under another law, other holidays or numbers than they began under.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::IsEmpty;
using testing::SizeIs;

Actor Who(const std::string& role, bool authority) {
  Actor actor;
  actor.account_id = role + "-1";
  actor.roles = {role};
  actor.party = !authority;
  actor.authority = authority;
  return actor;
}
const Actor kOwner = Who("owner", false);
const Actor kOffice = Who("office", true);

std::vector<calendar::OneOffHoliday> WithHolidays(const std::vector<std::string>& days) {
  std::vector<calendar::OneOffHoliday> all = calendar::Holidays::BuiltInOneOff();
  for (const std::string& day : days)
    all.push_back({.day = Day(day), .name_ko = "임시공휴일", .reason_ko = "시험"});
  return all;
}

// A case as it is stored: what came of it, and its history.
struct Kept {
  CaseFile file;
  std::vector<Entry> history;
};

class Recompute : public testing::Test {
 protected:
  // An order of 30 days from 9 March: due on Wednesday, 8 April 2026.
  Kept Order() {
    Drive drive(engine_, Day("2026-03-09"));
    Opening opening;
    opening.procedure = "order";
    opening.by_authority = true;
    opening.input.set_period = Period{30, Unit::kDays};
    EXPECT_EQ(drive.Open(opening, kOffice), "");
    EXPECT_EQ(drive.Due("period"), "2026-04-08");
    return {drive.file(), drive.history()};
  }

  // Computes it anew by `engine`; the entry joins the history, and a replay under that engine makes
  // the case that is kept.
  static Recomputation Anew(const Engine& engine, Kept& kept, const std::string& today) {
    Entry entry = engine.Recompute(kept.file, kept.history.back().recorded_on, Day(today));
    EXPECT_EQ(entry.sequence, kept.file.sequence + 1);
    const std::string state = kept.file.state;
    engine.Apply(kept.file, entry);
    EXPECT_EQ(kept.file.state, state);
    kept.history.push_back(entry);
    ExpectReplays(engine, kept);
    return *entry.recomputed;
  }
  static void ExpectReplays(const Engine& engine, const Kept& kept) {
    EXPECT_EQ(Difference(kept.file, engine.Replay(kept.history)), "");
  }

  static std::string Text(const std::vector<MovedClock>& moved) {
    std::string text;
    for (const MovedClock& one : moved) {
      text += one.clock + "#" + std::to_string(one.run) + " " +
              (one.from ? FormatDay(*one.from) : "none") + " -> " +
              (one.to ? FormatDay(*one.to) : "none") + "; ";
    }
    return text;
  }

  const Law law_ = MadeUpLaw();
  const Engine engine_{law_, calendar::Holidays::BuiltIn(), nullptr};
};

TEST_F(Recompute, AHolidayOnTheLastDayMovesIt) {
  Kept kept = Order();
  const calendar::Holidays holidays(WithHolidays({"2026-04-08"}));
  const Engine engine(law_, holidays, nullptr);
  EXPECT_EQ(Text(Anew(engine, kept, "2026-03-20").moved), "period#1 2026-04-08 -> 2026-04-09; ");
  EXPECT_EQ(kept.file.clocks[0].status, ClockStatus::kRunning);
  // Its timer rings a day later, too.
  EXPECT_EQ(engine.NextTimer(kept.file, Day("2026-04-09")), std::nullopt);
  // The holiday that did not come about after all.
  EXPECT_EQ(Text(Anew(engine_, kept, "2026-03-21").moved), "period#1 2026-04-09 -> 2026-04-08; ");
}

TEST_F(Recompute, WhatChangesNothingMovesNothing) {
  Kept kept = Order();
  const calendar::Holidays holidays(WithHolidays({"2026-04-07"}));
  const Engine engine(law_, holidays, nullptr);
  EXPECT_THAT(Anew(engine, kept, "2026-03-20").moved, IsEmpty());
}

TEST_F(Recompute, WhatHasEndedStaysAsItWasJudged) {
  Kept kept = Order();
  Entry late;
  late.kind = EntryKind::kEvent;
  late.sequence = 2;
  late.recorded_on = late.input.occurred_on = Day("2026-04-09");
  late.input.event = "complied";
  late.from_state = "issued";
  late.to_state = "complied";
  late.transition = 0;
  engine_.Apply(kept.file, late);
  kept.history.push_back(late);
  ASSERT_EQ(kept.file.clocks[0].status, ClockStatus::kMissed);
  const calendar::Holidays holidays(WithHolidays({"2026-04-08"}));
  const Engine engine(law_, holidays, nullptr);
  EXPECT_THAT(Anew(engine, kept, "2026-04-20").moved, IsEmpty());
  EXPECT_EQ(kept.file.clocks[0].status, ClockStatus::kMissed);
  EXPECT_EQ(FormatDay(*kept.file.clocks[0].date.due), "2026-04-08");
}

TEST_F(Recompute, AClockThatTheLawNoLongerHasEnds) {
  Kept kept = Order();
  Law law = MadeUpLaw();
  for (Machine& machine : law.machines) {
    if (machine.id == "order_machine") machine.clocks.clear();
  }
  const Engine engine(law, calendar::Holidays::BuiltIn(), nullptr);
  // Looked at before it is computed anew, it is as it was.
  engine.Assess(kept.file, Day("2026-03-20"));
  ASSERT_EQ(kept.file.clocks[0].status, ClockStatus::kRunning);
  EXPECT_EQ(Text(Anew(engine, kept, "2026-03-20").moved), "period#1 2026-04-08 -> none; ");
  ASSERT_THAT(kept.file.clocks, SizeIs(1));
  EXPECT_EQ(kept.file.clocks[0].status, ClockStatus::kEnded);
  EXPECT_EQ(engine.NextDueDay(kept.file, nullptr), std::nullopt);
}

TEST_F(Recompute, StepsTakenUnderALawThatListedThemElsewhere) {
  Drive drive(engine_, Day("2026-03-09"));
  Opening opening;
  opening.procedure = "register";
  ASSERT_EQ(drive.Open(opening, Who("firm", false)), "");
  AttachmentLink link;
  link.attachment_id = "file-1";
  link.item = "a1";
  ASSERT_EQ(drive.Take(engine_.Attach(drive.file(), link, Who("firm", false), drive.today())), "");
  ASSERT_EQ(
      drive.Take(engine_.Pay(drive.file(), 10'000, drive.today(), "R", kOffice, drive.today())),
      "");
  ASSERT_EQ(drive.Raise("entered", kOffice), "");
  ASSERT_EQ(drive.Raise("matter_changed", Who("firm", false)), "");
  Kept kept{drive.file(), drive.history()};

  Law law = MadeUpLaw();
  for (Machine& machine : law.machines) {
    if (machine.id == "register_machine")
      std::reverse(machine.transitions.begin(), machine.transitions.end());
  }
  const Engine reversed(law, calendar::Holidays::BuiltIn(), nullptr);
  ExpectReplays(reversed, kept);
  EXPECT_EQ(reversed.TakenBy(kept.file, kept.history[3])->event, "entered");

  // One that the law no longer has at all, by what it stood for.
  for (Machine& machine : law.machines) {
    if (machine.id == "register_machine")
      std::erase_if(machine.transitions, [](const Transition& t) { return t.event == "entered"; });
  }
  const Engine without(law, calendar::Holidays::BuiltIn(), nullptr);
  EXPECT_EQ(without.TakenBy(kept.file, kept.history[3]), nullptr);
  Anew(without, kept, "2026-03-20");
}

TEST_F(Recompute, ACaseThatTheLawNoLongerKnowsIsKnownAsSuch) {
  Kept kept = Order();
  EXPECT_TRUE(engine_.Knows(kept.file));
  CaseFile elsewhere = kept.file;
  elsewhere.state = "no_such_state";
  EXPECT_FALSE(engine_.Knows(elsewhere));
  elsewhere = kept.file;
  elsewhere.procedure = "no_such_procedure";
  EXPECT_FALSE(engine_.Knows(elsewhere));
  elsewhere = kept.file;
  elsewhere.machine = "no_such_machine";
  EXPECT_FALSE(engine_.Knows(elsewhere));
}

TEST_F(Recompute, AStoppedClockMovesByTheChangeAloneNotByTheDaysOfTheStop) {
  Drive drive(engine_, Day("2026-03-02"));
  Opening opening;
  opening.procedure = "permit";
  ASSERT_EQ(drive.Open(opening, kOwner), "");
  AttachmentLink link;
  link.attachment_id = "file-1";
  link.item = "a1";
  ASSERT_EQ(drive.Take(engine_.Attach(drive.file(), link, kOwner, drive.today())), "");
  ASSERT_EQ(drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "a plan"}}, kOwner, drive.today())),
            "");
  ASSERT_EQ(drive.Raise("applied", kOwner), "");
  ASSERT_EQ(
      drive.Take(engine_.Pay(drive.file(), 10'000, drive.today(), "R", kOffice, drive.today())),
      "");
  ASSERT_EQ(drive.Raise("more_asked", kOffice), "");
  Kept kept{drive.file(), drive.history()};
  // Ten days on, under the same law: the review has moved by ten days, and nothing has changed.
  EXPECT_THAT(Anew(engine_, kept, "2026-03-12").moved, IsEmpty());
  // The answer's own 30 days end on 1 April.
  const calendar::Holidays holidays(WithHolidays({"2026-04-01"}));
  const Engine engine(law_, holidays, nullptr);
  EXPECT_EQ(Text(Anew(engine, kept, "2026-03-13").moved), "answer#1 2026-04-01 -> 2026-04-02; ");
}

}  // namespace
}  // namespace sems::casework
