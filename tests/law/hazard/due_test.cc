// 제출시기 (leaflet L78-80, L182-184): 15 days before, and before what.
#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_due.h"
#include "tests/law/hazard/hazard_law_files.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::CivilDay Day(const std::string& text) { return *ParseDay(text); }

std::vector<DueDay> Compute(const DueQuestion& question) {
  EXPECT_THAT(MissingAnchors(TestedLaw(), question), IsEmpty());
  return ComputeDueDays(TestedLaw(), question, calendar::Holidays::BuiltIn());
}

struct Case {
  const char* what;
  bool industry;
  bool equipment;
  const char* factory;
  const char* work_start;  // null: not given
  const char* installation;
  std::vector<std::string> expected;  // deadline due warn [earlier: due]
};

TEST(HazardDueDayTest, CountsBackFromTheRightStart) {
  const Case kCases[] = {
      {"L182: new factory, from the start of works",
       true,
       false,
       "new_building",
       "2026-03-16",
       "2026-09-01",
       {"industry_new_factory 2026-03-01 2026-02-28"}},
      {"over the end of a leap February",
       true,
       false,
       "new_building",
       "2028-03-15",
       nullptr,
       {"industry_new_factory 2028-02-29 2028-02-28"}},
      {"over the turn of a year",
       true,
       false,
       "new_building",
       "2027-01-15",
       nullptr,
       {"industry_new_factory 2026-12-31 2026-12-30"}},
      {"L80: the building stands, from the installation of production equipment",
       true,
       false,
       "existing_building",
       "2026-03-16",
       "2026-09-01",
       {"existing_building 2026-08-17 2026-08-16"}},
      {"L184: extended or relocated, from the installation",
       true,
       false,
       "extension_or_relocation",
       nullptr,
       "2026-09-01",
       {"industry_extension_or_move 2026-08-17 2026-08-16"}},
      {"Q-003-9: an earlier start of works is a warning",
       true,
       false,
       "extension_or_relocation",
       "2026-06-16",
       "2026-09-01",
       {"industry_extension_or_move 2026-08-17 2026-08-16 work_start 2026-06-01 2026-05-31"}},
      {"Q-003-9: not when it is the same day",
       true,
       false,
       "extension_or_relocation",
       "2026-09-01",
       "2026-09-01",
       {"industry_extension_or_move 2026-08-17 2026-08-16"}},
      {"Q-003-9: but the day before",
       true,
       false,
       "extension_or_relocation",
       "2026-08-31",
       "2026-09-01",
       {"industry_extension_or_move 2026-08-17 2026-08-16 work_start 2026-08-16 2026-08-15"}},
      {"Q-003-9: nor when it is later",
       true,
       false,
       "extension_or_relocation",
       "2026-09-02",
       "2026-09-01",
       {"industry_extension_or_move 2026-08-17 2026-08-16"}},
      {"L184: equipment, from its installation",
       false,
       true,
       "",
       "2026-03-16",
       "2026-09-01",
       {"equipment 2026-08-17 2026-08-16"}},
      {"both: the earlier first",
       true,
       true,
       "new_building",
       "2026-03-16",
       "2026-09-01",
       {"industry_new_factory 2026-03-01 2026-02-28", "equipment 2026-08-17 2026-08-16"}},
      {"both, equipment first",
       true,
       true,
       "new_building",
       "2026-09-02",
       "2026-09-01",
       {"equipment 2026-08-17 2026-08-16", "industry_new_factory 2026-08-18 2026-08-17"}},
  };
  for (const Case& c : kCases) {
    DueQuestion question;
    question.industry = c.industry;
    question.equipment = c.equipment;
    question.factory = c.factory;
    if (c.work_start != nullptr) question.work_start_on = Day(c.work_start);
    if (c.installation != nullptr) {
      question.equipment_installation_start_on = Day(c.installation);
    }
    std::vector<std::string> days;
    for (const DueDay& day : Compute(question)) {
      std::string text =
          day.deadline->id + " " + FormatDay(day.day.due_on) + " " + FormatDay(day.day.warn_on);
      if (day.warning) {
        text += " " + day.warning->anchor->id + " " + FormatDay(day.warning->due_on) + " " +
                FormatDay(day.warning->warn_on);
      }
      days.push_back(text);
    }
    EXPECT_EQ(days, c.expected) << c.what;
  }
}

TEST(HazardDueDayTest, StaysOnAHoliday) {
  DueQuestion question;
  question.equipment = true;
  question.equipment_installation_start_on = Day("2026-03-16");
  DueDay day = Compute(question).front();
  EXPECT_EQ(FormatDay(day.day.due_on), "2026-03-01");  // a Sunday
  EXPECT_EQ(day.day.rest_name, "3·1절");
  EXPECT_THAT(day.day.date.explanation.skipped, IsEmpty());
  question.equipment_installation_start_on = Day("2026-03-22");
  day = Compute(question).front();
  EXPECT_EQ(FormatDay(day.day.due_on), "2026-03-07");
  EXPECT_EQ(day.day.rest_name, "토요일");
  question.equipment_installation_start_on = Day("2026-03-24");
  EXPECT_EQ(Compute(question).front().day.rest_name, "");
}

TEST(HazardDueDayTest, SaysWhichStartIsMissing) {
  DueQuestion question;
  question.industry = true;
  question.factory = "new_building";
  EXPECT_THAT(MissingAnchors(TestedLaw(), question), ElementsAre("work_start"));
  question.equipment = true;
  EXPECT_THAT(MissingAnchors(TestedLaw(), question),
              ElementsAre("work_start", "equipment_installation_start"));
  question.factory = "extension_or_relocation";
  EXPECT_THAT(MissingAnchors(TestedLaw(), question), ElementsAre("equipment_installation_start"));
  question.equipment = false;
  question.factory = "existing_building";
  EXPECT_THAT(MissingAnchors(TestedLaw(), question), ElementsAre("equipment_installation_start"));
}

TEST(HazardDueDayTest, CitesAndNamesTheProcedure) {
  std::vector<std::string> lines;
  for (const Deadline& deadline : TestedLaw().deadlines) {
    std::string line = deadline.id + " " + deadline.procedure;
    for (const int at : deadline.source.lines) line += " " + std::to_string(at);
    lines.push_back(line);
  }
  EXPECT_THAT(lines, ElementsAre("industry_new_factory hazard_plan_industry_new 78 80 182",
                                 "existing_building hazard_plan_industry_new 78 80",
                                 "industry_extension_or_move hazard_plan_industry_change 80 184",
                                 "equipment hazard_plan_equipment 78 184"));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
