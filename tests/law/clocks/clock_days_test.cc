// The last day of each clock, over the product's own law data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/values/civil.h"
#include "tests/law/clocks/told_case.h"

namespace sems::casework {
namespace {

const absl::CivilDay kOpened(2026, 1, 2);

struct Row {
  std::string machine, clock, procedure, variant, values, happened, due;
};

std::vector<Row> Rows() {
  std::ifstream in(absl::StrCat(SEMS_CLOCK_TESTS, "/clock_days.tsv"));
  std::vector<Row> rows;
  std::string line;
  bool header = true;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    EXPECT_EQ(cells.size(), 8u) << line;
    if (!header && cells.size() == 8)
      rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]});
    header = false;
  }
  return rows;
}

std::vector<std::pair<std::string, std::string>> Pairs(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto pair : absl::StrSplit(text, ',', absl::SkipEmpty()))
    pairs.push_back(absl::StrSplit(pair, absl::MaxSplits('=', 1)));
  return pairs;
}

std::string Due(const Row& row) {
  const Domain& domain = DomainOf(row.machine);
  ToldCase::Opened opened{
      .procedure = row.procedure, .machine = row.machine, .variant = row.variant, .on = kOpened};
  for (const auto& [name, value] : Pairs(row.values)) opened.values[name] = value;
  ToldCase told(domain, opened);
  for (const auto& [event, day] : Pairs(row.happened)) {
    if (event[0] == '~') {
      told.Planned(event.substr(1), DayOf(day));
    } else {
      told.Happened(event, DayOf(day));
    }
  }
  const ClockRun* run = told.Clock(row.clock);
  if (run == nullptr) return "no run";
  return run->date.due ? FormatDay(*run->date.due) : "no day";
}

TEST(ClockDays, AreThoseOfTheTexts) {
  for (const Row& row : Rows())
    EXPECT_EQ(Due(row), row.due) << row.machine << " " << row.clock << " " << row.values;
}

TEST(ClockDays, CoverEveryClockWithANumber) {
  std::set<std::string> worked;
  for (const Row& row : Rows()) worked.insert(row.machine + "." + row.clock);
  for (const char* any : {"noise_", "chem_"}) {
    for (const Machine& machine : DomainOf(any).law.machines) {
      for (const Clock& clock : machine.clocks) {
        const bool number =
            clock.period || !clock.period_by_value.empty() || !clock.month_day.empty();
        // Periods that an authority sets have a maximum, not a day: limits_test.cc.
        if (!number || clock.set_by_authority) continue;
        EXPECT_EQ(worked.count(machine.id + "." + clock.id), 1u)
            << "no day worked for " << machine.id << "." << clock.id;
      }
    }
  }
}

}  // namespace
}  // namespace sems::casework
