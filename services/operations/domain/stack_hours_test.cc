#include "services/operations/domain/stack_hours.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

const absl::CivilDay kToday(2026, 11, 25);
constexpr char kStack[] = "0192f0c0-0000-7000-8000-000000000001";

std::string Codes(const records::LineProblems& problems) {
  std::string codes;
  for (const records::LineProblem& problem : problems.InOrder()) {
    codes += problem.field + ":" + std::string(problem.kind->code) + " ";
  }
  return codes;
}

struct HoursCase {
  const char* what;
  std::optional<int> hours;
  std::optional<int> minutes;
  const char* codes;
};

// IEPS manual, 02 ③ 배출구 가동시간.
TEST(ReadStackHours, ADayHas24Hours) {
  const HoursCase cases[] = {
      {"a whole day", 24, 0, ""},
      {"24 h 1 min", 24, 1, "minutes:OUT_OF_RANGE "},
      {"25 h", 25, 0, "hours:OUT_OF_RANGE "},
      {"-1 h", -1, 0, "hours:OUT_OF_RANGE "},
      {"60 min", 23, 60, "minutes:OUT_OF_RANGE "},
      {"-1 min", 1, -1, "minutes:OUT_OF_RANGE "},
      {"59 min", 23, 59, ""},
      {"stood still", 0, 0, ""},
      {"minutes left out", 16, std::nullopt, ""},
      {"hours left out", std::nullopt, 30, "hours:REQUIRED "},
      {"both wrong", 99, 99, "hours:OUT_OF_RANGE minutes:OUT_OF_RANGE "},
  };
  for (const HoursCase& c : cases) {
    records::LineProblems problems(1);
    ReadStackHours(
        {.stack_id = kStack, .day = "2026-10-31", .hours = c.hours, .minutes = c.minutes}, 0,
        kToday, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

TEST(ReadStackHours, FindsEverythingWrongAtOnce) {
  records::LineProblems problems(1);
  const std::string remark(501, 'x');
  const StackHoursLine line = ReadStackHours(
      {.stack_id = "5", .day = "2026-02-31", .hours = 24, .minutes = 1, .remark = remark}, 0,
      kToday, problems);
  EXPECT_EQ(Codes(problems),
            "stack_id:INVALID_ID day:INVALID_DAY minutes:OUT_OF_RANGE remark:TOO_LONG ");
  EXPECT_EQ(line.key, "");
}

TEST(ReadStackHours, ARemovalNeedsOnlyItsKey) {
  records::LineProblems problems(1);
  const StackHoursLine line = ReadStackHours(
      {.stack_id = kStack, .day = "2026-10-31", .etag = "v3", .remove = true}, 0, kToday, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(line.etag, 3);
}

Inventories OneStack(std::optional<absl::CivilDay> closed_on) {
  Inventories inventories;
  inventories[2026].stacks.Add({kStack, "5", "선별/분쇄시설", closed_on});
  return inventories;
}

struct StackCase {
  const char* what;
  const char* day;
  std::optional<absl::CivilDay> closed_on;
  const char* codes;
};

TEST(CheckStacks, TheStackMustBeInTheInventoryOfTheYearAndRun) {
  const StackCase cases[] = {
      {"open", "2026-10-31", std::nullopt, ""},
      {"its last day", "2026-10-30", absl::CivilDay(2026, 10, 31), ""},
      {"the day it was closed", "2026-10-31", absl::CivilDay(2026, 10, 31),
       "stack_id:STACK_CLOSED "},
      {"a year without the stack", "2025-12-31", std::nullopt, "stack_id:UNKNOWN_STACK "},
  };
  for (const StackCase& c : cases) {
    records::LineProblems problems(1);
    const StackHoursLine line =
        ReadStackHours({.stack_id = kStack, .day = c.day, .hours = 1}, 0, kToday, problems);
    CheckStacks({line}, OneStack(c.closed_on), problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

TEST(MarkDuplicates, BothLinesAreBad) {
  records::LineProblems problems(3);
  std::vector<StackHoursLine> lines;
  for (int i = 0; i < 3; ++i) {
    lines.push_back(ReadStackHours(
        {.stack_id = kStack, .day = i == 1 ? "2026-10-30" : "2026-10-31", .hours = i}, i, kToday,
        problems));
  }
  records::MarkDuplicates(lines, problems);
  EXPECT_TRUE(problems.IsBad(0));
  EXPECT_FALSE(problems.IsBad(1));
  EXPECT_TRUE(problems.IsBad(2));
}

TEST(Plan, MarksLateAndTellsStaleEtagsOfBadLinesToo) {
  records::LineProblems problems(3);
  std::vector<StackHoursLine> lines = {
      ReadStackHours({.stack_id = kStack, .day = "2026-09-01", .hours = 1}, 0, kToday, problems),
      ReadStackHours({.stack_id = kStack, .day = "2026-10-01", .hours = 1}, 1, kToday, problems),
      ReadStackHours({.stack_id = kStack, .day = "2026-10-02", .hours = 25, .etag = "v1"}, 2,
                     kToday, problems),
  };
  records::StoredRecords<StackHours> stored;
  stored[lines[2].key] = {StackHours{kStack, absl::CivilDay(2026, 10, 2), 3, 0, ""}, 2, {}};
  const auto plan =
      records::Plan(lines, stored, calendar::RecordKind::kStackHours, kToday, problems);
  EXPECT_TRUE(plan[0].marks.late) << "September's records were due on 31 October";
  EXPECT_FALSE(plan[1].marks.late) << "October's are due on 30 November";
  EXPECT_EQ(Codes(problems), "hours:OUT_OF_RANGE etag:ETAG_MISMATCH ");
}

}  // namespace
}  // namespace sems::operations
