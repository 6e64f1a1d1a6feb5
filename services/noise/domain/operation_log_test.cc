#include "services/noise/domain/operation_log.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::noise {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kWeek = 7;
const absl::CivilDay kToday(2026, 3, 9);

// 소음·진동규제법시행규칙 Art. 19(1): hours of operation, who manages and operates, other matters.
RawOperationEntry Good() {
  RawOperationEntry raw;
  raw.week_from = "2026-03-02";
  raw.facility = "프레스 1호";
  raw.running_hours = "45.5";
  raw.managed_by = "홍길동";
  raw.operated_by = "김철";
  return raw;
}

std::vector<std::string> Told(const records::LineProblems& problems) {
  std::vector<std::string> told;
  for (const records::LineProblem& problem : problems.InOrder())
    told.push_back(problem.field + " " + std::string(problem.kind->code));
  return told;
}

std::vector<std::string> ProblemsOf(const RawOperationEntry& raw) {
  records::LineProblems problems(1);
  ReadOperationEntry(raw, 0, kWeek, kToday, problems);
  return Told(problems);
}

TEST(OperationLogTest, AGoodEntryIsRead) {
  records::LineProblems problems(1);
  const OperationLine line = ReadOperationEntry(Good(), 0, kWeek, kToday, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(line.key, "2026-03-02 프레스 1호");
  EXPECT_EQ(line.record.running_hours, Decimal::Literal("45.5"));
}

TEST(OperationLogTest, AWeekCanBeToldWhenItIsOver) {
  RawOperationEntry raw = Good();
  EXPECT_THAT(ProblemsOf(raw), IsEmpty());  // 2 to 8 March, told on the 9th
  raw.week_from = "2026-03-03";
  EXPECT_THAT(ProblemsOf(raw), ElementsAre("week_from WEEK_NOT_OVER"));
  raw.week_from = "2026-03-10";
  EXPECT_THAT(ProblemsOf(raw), ElementsAre("week_from FUTURE_DAY"));
  raw.week_from = "2026-02-29";
  EXPECT_THAT(ProblemsOf(raw), ElementsAre("week_from INVALID_DAY"));
}

TEST(OperationLogTest, AWeekHas168Hours) {
  struct Case {
    const char* hours;
    const char* problem;
  };
  for (const Case& c :
       {Case{"0", ""}, Case{"168", ""}, Case{"167.99", ""},
        Case{"168.01", "running_hours OUT_OF_RANGE"}, Case{"-1", "running_hours OUT_OF_RANGE"},
        Case{"", "running_hours REQUIRED"}, Case{"8h", "running_hours INVALID_DECIMAL"}}) {
    RawOperationEntry raw = Good();
    raw.running_hours = c.hours;
    const std::vector<std::string> told = ProblemsOf(raw);
    EXPECT_EQ(told.empty() ? "" : told.front(), c.problem) << c.hours;
  }
}

TEST(OperationLogTest, WhatIsMissingIsToldAllAtOnce) {
  EXPECT_THAT(ProblemsOf({}),
              ElementsAre("facility REQUIRED", "week_from REQUIRED", "running_hours REQUIRED",
                          "managed_by REQUIRED", "operated_by REQUIRED"));
}

TEST(OperationLogTest, TakingOutNeedsTheKeyAlone) {
  RawOperationEntry raw;
  raw.week_from = "2026-03-03";
  raw.facility = "프레스 1호";
  raw.remove = true;
  EXPECT_THAT(ProblemsOf(raw), IsEmpty());
}

TEST(OperationLogTest, WeeksFollowTheClockOfTheCase) {
  std::vector<OperationLine> lines(4);
  const absl::CivilDay anchor(2026, 3, 2);
  const std::vector<absl::CivilDay> weeks = {anchor, anchor + 14, anchor + 8, anchor - 3};
  for (size_t i = 0; i < lines.size(); ++i) {
    lines[i].record = {weeks[i], "A", Decimal(1), "a", "b", "", false};
    lines[i].key = OperationKey(weeks[i], "A");
  }
  records::LineProblems problems(4);
  CheckOnGrid(lines, anchor, kWeek, "", problems);
  EXPECT_THAT(Told(problems), ElementsAre("week_from OFF_THE_CLOCK"));
  EXPECT_TRUE(problems.IsBad(2));
  records::LineProblems of_another(4);
  CheckOnGrid(lines, anchor, kWeek, "B", of_another);
  EXPECT_TRUE(of_another.empty());
}

TEST(OperationLogTest, NoDayOfAFacilityIsToldTwice) {
  const absl::CivilDay week(2026, 3, 2);
  const auto line = [&](absl::CivilDay from, const char* facility, bool remove = false) {
    OperationLine out;
    out.record = {from, facility, Decimal(1), "a", "b", "", false};
    out.key = OperationKey(from, facility);
    out.remove = remove;
    return out;
  };
  records::StoredRecords<OperationEntry> stored;
  stored[OperationKey(week, "A")].record = {week, "A", Decimal(1), "a", "b", "", false};
  struct Case {
    std::vector<OperationLine> lines;
    bool overlaps;
  };
  for (const Case& c : {Case{{line(week + 7, "A")}, false}, Case{{line(week - 7, "A")}, false},
                        Case{{line(week + 6, "A")}, true}, Case{{line(week - 6, "A")}, true},
                        Case{{line(week + 3, "B")}, false}, Case{{line(week, "A")}, false},
                        Case{{line(week, "A", true), line(week + 2, "A")}, false}}) {
    records::LineProblems problems(static_cast<int>(c.lines.size()));
    CheckOverlaps(c.lines, stored, kWeek, problems);
    EXPECT_EQ(!problems.empty(), c.overlaps) << c.lines.back().key;
  }
}

}  // namespace
}  // namespace sems::noise
