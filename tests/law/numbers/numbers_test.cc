// Every number of the law data, and that no number is there which the tables do not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/casework/law_files_of_tests.h"

namespace sems::casework {
namespace {

// "deadline noise_operation_log d1" → "7 days"
using Numbers = std::map<std::string, std::string>;

std::string Key(const std::string& kind, const std::string& of, const std::string& item) {
  return absl::StrCat(kind, " ", of, item.empty() ? "" : " ", item);
}

Numbers TableOf(const std::string& service) {
  std::ifstream in(absl::StrCat(SEMS_SOURCE_DIR, "/services/", service, "/testdata/numbers.tsv"));
  Numbers numbers;
  std::string line;
  bool header = true;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (header) {
      header = false;
      continue;
    }
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    EXPECT_EQ(cells.size(), 6u) << line;
    if (cells.size() < 5) continue;
    const bool added = numbers
                           .emplace(Key(cells[0], cells[1], cells[2]),
                                    absl::StrCat(cells[3], cells[4].empty() ? "" : " ", cells[4]))
                           .second;
    EXPECT_TRUE(added) << "twice: " << line;
  }
  return numbers;
}

std::string Written(const calendar::Period& period) {
  const char* unit = period.unit == calendar::Unit::kDays     ? "days"
                     : period.unit == calendar::Unit::kMonths ? "months"
                                                              : "years";
  return absl::StrCat(period.amount, " ", unit);
}

std::string Times(const ExtensionRule& rule) {
  return rule.times ? absl::StrCat(*rule.times) : "none";
}

void AddDeadline(const Procedure& procedure, const Deadline& deadline, Numbers& numbers) {
  const std::string item = deadline.id.substr(deadline.id.rfind('.') + 1);
  const auto put = [&](const char* kind, std::string value) {
    numbers[Key(kind, procedure.id, item)] = std::move(value);
  };
  if (deadline.period) put("deadline", Written(*deadline.period));
  if (deadline.extension && deadline.extension->maximum) {
    put("extension", Written(*deadline.extension->maximum));
    put("extension_times", Times(*deadline.extension));
  }
  if (deadline.recurrence) put("recurrence", Written(*deadline.recurrence));
  if (deadline.min_times) put("min_times", absl::StrCat(*deadline.min_times));
  if (!deadline.date.empty()) put("date", deadline.date);
  if (!deadline.month_day.empty()) put("month_day", deadline.month_day);
}

// "수수료: 설치·이전, 3기 미만: 44,000원" has the number 44,000.
void AddDetail(const Procedure& procedure, const Text& condition, Numbers& numbers) {
  const std::vector<std::string> parts = absl::StrSplit(condition.ko, ": ");
  if (parts.size() != 3) return;
  if (parts[0] != "수수료" && parts[0] != "제재") return;
  numbers[Key("detail", procedure.id, parts[1])] =
      parts[2].substr(0, parts[2].find_first_not_of("0123456789,"));
}

void AddClock(const Machine& machine, const Clock& clock, Numbers& numbers) {
  if (clock.period) {
    numbers[Key(clock.set_by_authority ? "clock_maximum" : "clock", machine.id, clock.id)] =
        Written(*clock.period);
  }
  for (const auto& [value, period] : clock.period_by_value) {
    numbers[Key("clock_by_value", machine.id, absl::StrCat(clock.id, "/", value))] =
        Written(period);
  }
  if (clock.extension && clock.extension->maximum) {
    numbers[Key("clock_extension", machine.id, clock.id)] = Written(*clock.extension->maximum);
    numbers[Key("clock_extension_times", machine.id, clock.id)] = Times(*clock.extension);
  }
  if (!clock.month_day.empty())
    numbers[Key("clock_month_day", machine.id, clock.id)] = clock.month_day;
}

Numbers NumbersOf(const Law& law) {
  Numbers numbers;
  for (const Procedure& procedure : law.procedures) {
    numbers[Key("fee", procedure.id, "")] =
        absl::StrCat(procedure.fee_krw ? absl::StrCat(*procedure.fee_krw) : "none", " won");
    if (procedure.retention)
      numbers[Key("retention", procedure.id, "")] = Written(*procedure.retention);
    for (const Threshold& threshold : procedure.thresholds) {
      if (threshold.op == "table") continue;
      numbers[Key("threshold", procedure.id, threshold.id)] = absl::StrCat(
          threshold.op, " ", threshold.value, threshold.unit.empty() ? "" : " ", threshold.unit);
    }
    for (const Deadline& deadline : procedure.deadlines) AddDeadline(procedure, deadline, numbers);
    for (const Text& condition : procedure.conditions) AddDetail(procedure, condition, numbers);
  }
  for (const Machine& machine : law.machines) {
    for (const Clock& clock : machine.clocks) AddClock(machine, clock, numbers);
    for (const Transition& transition : machine.transitions) {
      if (transition.fee_krw) {
        numbers[Key("transition_fee", machine.id,
                    absl::StrCat(transition.from, "/", transition.event))] =
            absl::StrCat(*transition.fee_krw, " won");
      }
    }
  }
  for (const Guard& guard : law.guards) {
    if (guard.computed == Guard::Computed::kExtensionsBelow)
      numbers[Key("guard_extensions", "", guard.id)] = absl::StrCat(guard.count);
    if (guard.computed == Guard::Computed::kQuarterIs)
      numbers[Key("guard_quarter", "", guard.id)] = absl::StrCat(guard.count);
  }
  return numbers;
}

struct ServiceCase {
  const char* service;
  std::vector<LawFile> (*files)();
};

class LawNumbers : public ::testing::TestWithParam<ServiceCase> {};

TEST_P(LawNumbers, AreThoseOfTheText) {
  const auto read = ReadLaw(GetParam().files());
  const Law* law = std::get_if<Law>(&read);
  ASSERT_NE(law, nullptr) << std::get<LawProblems>(read).front();
  const Numbers expected = TableOf(GetParam().service);
  const Numbers actual = NumbersOf(*law);
  for (const auto& [key, value] : expected) {
    const auto found = actual.find(key);
    EXPECT_EQ(found == actual.end() ? "nothing" : found->second, value) << key;
  }
  for (const auto& [key, value] : actual)
    EXPECT_EQ(expected.count(key), 1u) << "not in the table: " << key << " = " << value;
}

INSTANTIATE_TEST_SUITE_P(Services, LawNumbers,
                         ::testing::Values(ServiceCase{"noise", NoiseLawFiles},
                                           ServiceCase{"chemsafety", ChemsafetyLawFiles}),
                         [](const auto& info) { return std::string(info.param.service); });

}  // namespace
}  // namespace sems::casework
