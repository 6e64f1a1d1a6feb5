#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/casework/drive.h"
#include "common/casework/law_files_of_tests.h"
#include "common/casework/law_index.h"
#include "common/casework/random_walk.h"

// The engine over all of the real law: random lives of its cases, and at which step each procedure
// is filed.
namespace sems::casework {
namespace {

Law Read(const std::vector<LawFile>& files) {
  std::variant<Law, LawProblems> read = ReadLaw(files);
  EXPECT_TRUE(std::holds_alternative<Law>(read));
  return std::holds_alternative<Law>(read) ? std::get<Law>(std::move(read)) : Law{};
}

class LawWalk : public testing::TestWithParam<const char*> {
 protected:
  const Law law_ =
      Read(std::string(GetParam()) == "noise" ? NoiseLawFiles() : ChemsafetyLawFiles());
};

TEST_P(LawWalk, RandomLivesReplayToWhatTheyAre) {
  const Engine engine(law_, calendar::Holidays::BuiltIn(),
                      [](const std::string& id, absl::CivilDay) -> std::optional<calendar::Period> {
                        if (id.size() % 2 == 0) return std::nullopt;  // some are set, some are not
                        return calendar::Period{1, calendar::Unit::kMonths};
                      });
  Walked walked;
  uint64_t seed = 20261125;
  for (int round = 0; round < 12 && !HasFailure(); ++round) {
    for (const Procedure& procedure : law_.procedures) {
      for (const std::string& machine : procedure.machines) {
        SCOPED_TRACE(absl::StrCat("seed ", ++seed, " ", procedure.id));
        Walk(engine, procedure, machine, seed, 50, walked);
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(walked.cases, 600);
  EXPECT_GT(walked.rung, 100);
  // What no walk came to, of states that need no more than luck.
  std::vector<std::string> unseen;
  for (const Machine& machine : law_.machines) {
    for (const Transition& transition : machine.transitions) {
      const std::string name =
          absl::StrCat(machine.id, "/", transition.from, "/", transition.event, "/", transition.to);
      const bool by_clock = transition.by == std::vector<std::string>{"system"};
      const bool used = machine.id.rfind("default_", 0) != 0;
      if (used && !by_clock && !walked.transitions.contains(name)) unseen.push_back(name);
    }
  }
  RecordProperty("unseen", absl::StrJoin(unseen, "\n"));
  EXPECT_LT(unseen.size(), 40u) << absl::StrJoin(unseen, "\n");
}

TEST_P(LawWalk, EachProcedureIsFiledWhereTheReviewedTableSays) {
  const LawIndex index(law_);
  std::string filed;
  for (const Procedure& procedure : law_.procedures) {
    if (procedure.attachments.empty() && procedure.contents.empty() && !procedure.fee_krw) continue;
    for (const Machine& machine : law_.machines) {
      const MachineIndex* const at = index.FindMachine(machine.id, procedure.id);
      if (at == nullptr) continue;
      std::vector<std::string> events;
      if (at->OpeningFiles(procedure.id)) events.push_back("case_opened");
      for (int i = 0; i < static_cast<int>(machine.transitions.size()); ++i) {
        if (!at->Files(i, procedure.id)) continue;
        const std::string step =
            absl::StrCat(machine.transitions[i].from, ":", machine.transitions[i].event);
        if (std::ranges::find(events, step) == events.end()) events.push_back(step);
      }
      if (!events.empty()) {
        absl::StrAppend(&filed, procedure.id, "\t", machine.id, "\t", absl::StrJoin(events, " "),
                        "\n");
      }
    }
  }
  const std::string path =
      absl::StrCat(SEMS_SOURCE_DIR, "/common/casework/testdata/filings_", GetParam(), ".tsv");
  std::ifstream in(path);
  std::ostringstream reviewed;
  std::string line;
  while (std::getline(in, line)) {
    // procedure, machine, steps; then the article, for the reader
    if (!line.empty() && line[0] != '#') reviewed << line.substr(0, line.rfind('\t')) << "\n";
  }
  EXPECT_EQ(filed, reviewed.str());
}

// The scheduler folds what fell due in 100,000 cases within a minute, the database beside it.
TEST_P(LawWalk, FoldingIsQuick) {
  const Engine engine(law_, calendar::Holidays::BuiltIn(), nullptr);
  const Procedure* procedure = nullptr;
  for (const Procedure& other : law_.procedures) {
    if (!other.machines.empty() && other.machines.front() == "default_duty_record")
      procedure = &other;
  }
  ASSERT_NE(procedure, nullptr);
  Actor actor;
  actor.party = actor.authority = true;
  for (const Role& role : law_.roles) actor.roles.push_back(role.id);
  const Engine with_numbers(
      law_, calendar::Holidays::BuiltIn(), [](const std::string&, absl::CivilDay) {
        return std::optional<calendar::Period>(calendar::Period{7, calendar::Unit::kDays});
      });
  Opening opening;
  opening.case_id = "case";
  opening.procedure = procedure->id;
  opening.input.occurred_on = Day("2026-01-05");
  Checked<Entry> opened = with_numbers.Open(opening, actor, Day("2026-01-05"));
  ASSERT_TRUE(std::holds_alternative<Entry>(opened));
  const auto start = std::chrono::steady_clock::now();
  int rung = 0;
  for (int i = 0; i < 2'000; ++i) {
    CaseFile file;
    with_numbers.Apply(file, std::get<Entry>(opened));
    while (const auto timer = with_numbers.NextTimer(file, Day("2026-02-01"))) {
      with_numbers.Apply(file, with_numbers.Ring(file, *timer, Day("2026-02-01")));
      ++rung;
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_GE(rung, 2'000);
  RecordProperty("micros_per_timer", absl::StrCat(seconds * 1e6 / rung));
  EXPECT_LT(seconds / rung, 0.02);  // a busy machine takes a hundredth of it
}

// The services' transitions tests take every step of the common flows that their procedures run in,
// and noise's those of the made-up ones: together all that the reviewed table has.
TEST(CommonFlows, EachHasAProcedureByWhichATestCarriesItOut) {
  std::set<std::string> run_in;
  for (const std::vector<LawFile>& files :
       {NoiseLawFiles(), ChemsafetyLawFiles(),
        LawFilesOfTests("common/casework/testdata", {"common_flows.yaml"})}) {
    for (const Procedure& procedure : Read(files).procedures)
      run_in.insert(procedure.machines.begin(), procedure.machines.end());
  }
  std::ifstream in(
      absl::StrCat(SEMS_SOURCE_DIR, "/common/casework/testdata/default_flow_transitions.tsv"));
  std::string line;
  int rows = 0;
  while (std::getline(in, line)) {
    if (!line.starts_with("default_")) continue;
    ++rows;
    EXPECT_TRUE(run_in.contains(line.substr(0, line.find('\t')))) << "nobody takes: " << line;
  }
  EXPECT_GT(rows, 70);
}

// The table has every flow and every step of it, and no other.
TEST(CommonFlows, AreThoseOfTheReviewedTable) {
  std::multiset<std::string> expected, known;
  std::ifstream in(
      absl::StrCat(SEMS_SOURCE_DIR, "/common/casework/testdata/default_flow_transitions.tsv"));
  std::string line;
  while (std::getline(in, line)) {
    if (!line.starts_with("default_")) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    expected.insert(absl::StrCat(cells[0], " ", cells[2], " ", cells[3], " ", cells[5]));
  }
  for (const Machine& machine : Read(NoiseLawFiles()).machines) {
    if (!machine.id.starts_with("default_")) continue;
    for (const Transition& step : machine.transitions)
      known.insert(absl::StrCat(machine.id, " ", step.from, " ", step.event, " ", step.to));
  }
  EXPECT_EQ(known, expected);
}

INSTANTIATE_TEST_SUITE_P(Of, LawWalk, testing::Values("noise", "chemsafety"));

}  // namespace
}  // namespace sems::casework
