// Every text of the law data that tells a number with a unit, beside a table reviewed against the
// originals (told_numbers.tsv): none is changed, none comes in unseen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/casework/law_files_of_tests.h"
#include "yaml-cpp/yaml.h"

namespace sems::casework {
namespace {

bool TellsANumber(const std::string& text) {
  static const std::regex& number = *new std::regex(
      "[0-9][0-9,./]* ?(개월|일|월|년|회|차|부|대|기|원|%|kW|kg|m($|[^a-z])|"
      "(day|month|year|cop(y|ies)|won|percent|time|unit|vehicle))");
  return std::regex_search(text, number);
}

class Told {
 public:
  void Add(const std::string& of, const std::string& text) {
    if (TellsANumber(text)) rows_.insert(absl::StrCat(of, "\t", text));
  }
  void Add(const std::string& of, const Text& text) {
    Add(of, text.ko);
    Add(of, text.en);
  }
  void Add(const Procedure& procedure) {
    const std::string& of = procedure.id;
    Add(of, procedure.name);
    Add(of, procedure.notes_ko);
    for (const AttachmentItem& item : procedure.attachments) {
      Add(of, item.name);
      Add(of, item.condition);
    }
    for (const ContentItem& item : procedure.contents) Add(of, item.name);
    for (const Deadline& deadline : procedure.deadlines) {
      Add(of, deadline.what);
      Add(of, deadline.note_ko);
      for (const ClockStopRule& stop : deadline.stops) Add(of, stop.ko);
    }
    for (const Outcome& outcome : procedure.outcomes) Add(of, outcome.name);
    for (const Threshold& threshold : procedure.thresholds) {
      Add(of, threshold.what);
      Add(of, threshold.note_ko);
    }
    for (const Text& text : procedure.exemptions) Add(of, text);
    for (const Text& text : procedure.conditions) Add(of, text);
  }
  void Add(const Machine& machine) {
    Add(machine.id, machine.name);
    for (const State& state : machine.states) Add(machine.id, state.name);
    for (const Transition& transition : machine.transitions) Add(machine.id, transition.note_ko);
    for (const Clock& clock : machine.clocks) {
      Add(machine.id, clock.name);
      Add(machine.id, clock.note_ko);
    }
    for (const Variant& variant : machine.variants) Add(machine.id, variant.name);
  }
  void Add(const Law& law) {
    for (const Procedure& procedure : law.procedures) Add(procedure);
    for (const Machine& machine : law.machines) Add(machine);
    for (const Guard& guard : law.guards) Add(guard.id, guard.name);
  }
  // The texts of a file that only its own service reads.
  void Add(const LawFile& file) { AddTexts(file.name, YAML::Load(file.text)); }
  const std::set<std::string>& rows() const { return rows_; }

 private:
  void AddTexts(const std::string& of, const YAML::Node& node) {
    if (!node.IsMap()) {
      for (const YAML::Node& item : node) AddTexts(of, item);
      return;
    }
    for (const auto& entry : node) {
      const std::string key = entry.first.as<std::string>();
      const bool text = key == "ko" || key == "en" || key.ends_with("_ko") || key.ends_with("_en");
      if (text && entry.second.IsScalar()) {
        Add(of, entry.second.as<std::string>());
      } else if (!entry.second.IsScalar()) {
        AddTexts(of, entry.second);
      }
    }
  }

  std::set<std::string> rows_;
};

std::set<std::string> Table() {
  std::ifstream in(absl::StrCat(SEMS_TOLD_TESTS, "/told_numbers.tsv"));
  std::set<std::string> rows;
  std::string line;
  bool header = true;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    EXPECT_EQ(cells.size(), 3u) << line;
    if (!header && cells.size() == 3) {
      EXPECT_FALSE(cells[2].empty()) << "where does it stand: " << line;
      rows.insert(absl::StrCat(cells[0], "\t", cells[1]));
    }
    header = false;
  }
  return rows;
}

TEST(ToldNumbers, AreThoseOfTheTexts) {
  Told told;
  told.Add(std::get<Law>(ReadLaw(NoiseLawFiles())));
  told.Add(std::get<Law>(ReadLaw(ChemsafetyLawFiles())));
  for (const char* file : {"chem_rules.yaml", "hazard_criteria.yaml"})
    told.Add(LawFileOfTests("services/chemsafety/data", file));
  told.Add(LawFileOfTests("services/noise/data", "noise_rules.yaml"));
  const std::set<std::string> table = Table();
  std::vector<std::string> unseen, gone;
  std::ranges::set_difference(told.rows(), table, std::back_inserter(unseen));
  std::ranges::set_difference(table, told.rows(), std::back_inserter(gone));
  EXPECT_THAT(unseen, ::testing::IsEmpty()) << "not in the table";
  EXPECT_THAT(gone, ::testing::IsEmpty()) << "not in the law data";
}

}  // namespace
}  // namespace sems::casework
