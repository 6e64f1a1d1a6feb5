#include "common/casework/service/case_json.h"

#include "gtest/gtest.h"

namespace sems::casework {
namespace {

const absl::CivilDay kDay(2026, 11, 25);

ClockRun SuspendedRun() {
  ClockRun run;
  run.clock = "review";
  run.run = 3;
  run.status = ClockStatus::kSuspended;
  run.started_on = kDay;
  run.step = 2;
  run.set_period = calendar::Period{6, calendar::Unit::kMonths};
  run.extensions = {{{30, calendar::Unit::kDays}, kDay, "Art. 19(4)"}};
  run.date.due = kDay + 30;
  run.date.suspended = true;
  run.date.explanation.anchor_event = "plan_received";
  run.date.explanation.mode = calendar::Mode::kPeriodicMonth;
  run.date.explanation.direction = calendar::Direction::kEvery;
  run.date.explanation.stops = {{kDay, std::nullopt, {"supplement", "협의"}, 4}};
  run.date.explanation.skipped = {{kDay, "설날"}};
  return run;
}

Entry WholeEntry() {
  Entry entry;
  entry.sequence = 7;
  entry.kind = EntryKind::kTimer;
  entry.recorded_on = kDay;
  entry.recorded_at_micros = 1764032400123456;
  entry.by_party = true;
  entry.origin = Origin{"c", "p", "m", "v", true};
  entry.input.event = "g_expired";
  entry.input.occurred_on = kDay - 1;
  entry.input.guards = {{"holds", true, "\"왜\"\n\\\x01"}};
  entry.input.dates = {{"planned", kDay}};
  entry.input.values = {{"risk_grade", "ga"}};
  entry.from_state = "a";
  entry.to_state = "b";
  entry.transition = 0;
  entry.clock = "review";
  entry.run = 2;
  entry.form = {{"c1", "내용"}, {"c2", ""}};
  entry.attachment = AttachmentLink{"id", "a1", "도면.pdf", 12, "ab", 5};
  entry.paid_krw = 0;
  entry.body = Body{"noise_test_body", "o", ""};
  return entry;
}

TEST(CaseJson, WhatIsWrittenIsReadBack) {
  const std::string text = ToJson(WholeEntry());
  const Entry read = EntryFromJson(text);
  EXPECT_EQ(ToJson(read), text);
  EXPECT_EQ(read.transition, 0);
  EXPECT_EQ(read.paid_krw, 0);
  EXPECT_EQ(read.input.guards.at(0).reason, "\"왜\"\n\\\x01");
  EXPECT_TRUE(read.origin->by_authority);

  CaseFile file;
  file.case_id = "c";
  file.state_since = kDay;
  file.days = {{"case_opened", kDay}};
  file.happened = {{"g_due", 2}};
  file.guards["free"] = {true, "이유", true, false, "a", "governor", 9};
  file.stops = {{"supplement", kDay, kDay + 3}};
  file.clocks = {SuspendedRun(), ClockRun()};
  file.fees = {{10000, "case_opened", "p", "Art. 3"}};
  const std::string folded = ToJson(file);
  const CaseFile again = CaseFromJson(folded);
  EXPECT_EQ(ToJson(again), folded);
  ASSERT_EQ(again.clocks.size(), 2u);
  EXPECT_EQ(again.clocks[0].date.due, kDay + 30);
  EXPECT_EQ(again.clocks[0].date.explanation.stops.at(0).causes.at(1), "협의");
  EXPECT_EQ(again.clocks[1].run, 1);
  EXPECT_EQ(again.clocks[1].step, 1);
}

TEST(CaseJson, WhatIsEmptyIsLeftOut) {
  EXPECT_EQ(ToJson(CaseFile()), "{}");
  Entry entry;
  entry.sequence = 1;
  EXPECT_EQ(ToJson(entry), R"({"sequence":1,"input":{}})");
  EXPECT_EQ(EntryFromJson(ToJson(entry)).transition, -1);
}

}  // namespace
}  // namespace sems::casework
