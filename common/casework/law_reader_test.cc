#include "common/casework/law_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/casework/law_files_of_tests.h"

namespace sems::casework {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LawProblems ProblemsOf(const std::vector<LawFile>& files) {
  const auto read = ReadLaw(files);
  const LawProblems* problems = std::get_if<LawProblems>(&read);
  return problems == nullptr ? LawProblems() : *problems;
}

TEST(LawData, OfTheServicesPassesEveryCheck) {
  EXPECT_THAT(ProblemsOf(NoiseLawFiles()), IsEmpty());
  EXPECT_THAT(ProblemsOf(ChemsafetyLawFiles()), IsEmpty());
}

TEST(LawData, HasEveryProcedureAndMachine) {
  const Law noise = std::get<Law>(ReadLaw(NoiseLawFiles()));
  const Law chem = std::get<Law>(ReadLaw(ChemsafetyLawFiles()));
  EXPECT_EQ(noise.procedures.size(), 105u);
  EXPECT_EQ(chem.procedures.size(), 53u + 10u);
  EXPECT_EQ(noise.machines.size(), 17u + 20u);
  EXPECT_EQ(chem.machines.size(), 17u + 11u + 1u);
  int without_case = 0;
  for (const Law* law : {&noise, &chem}) {
    for (const Procedure& procedure : law->procedures) without_case += procedure.machines.empty();
  }
  EXPECT_EQ(without_case, 3);  // a tariff, a cost between others, a test of scope
}

// A law of one procedure and one machine, of which each case breaks one thing.
constexpr char kProcedure[] = R"(procedures:
  - id: noise_x
    ko: 절차
    en: procedure
    law: NVR1992
    article: Art. 1
    kind: permit
    applicants: [operator]
    authorities: [governor]
    deadlines:
      - {id: noise_x.d1, who: [operator], ko: 기한, en: due, mode: fixed, amount: 7, unit: days, direction: after, anchor: change_applied}
    machines: [m]
    source: {document: rule, lines: [1]}
)";
constexpr char kMachine[] = R"(machines:
  - id: m
    ko: 기계
    en: machine
    subject: case
    initial: a
    states:
      - {id: a, ko: 가, en: a}
      - {id: b, ko: 나, en: b, terminal: true}
    transitions:
      - {from: a, event: change_applied, by: [operator], to: a, procedure: noise_x, article: Art. 1}
      - {from: a, event: g_expired, by: [system], to: b, procedure: noise_x, article: structural}
    clocks:
      - {id: c, ko: 시계, en: clock, who: [operator], start: change_applied, amount: 7, unit: days, auto_event: g_expired, article: Art. 1}
)";

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct BrokenCase {
  const char* file;  // which of the two
  const char* from;
  const char* to;
  const char* problem;
};

class BrokenFiles : public ::testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenFiles, AreRefusedByLine) {
  const BrokenCase& given = GetParam();
  const std::vector<LawFile> sound = {{"p.yaml", kProcedure}, {"m.yaml", kMachine}};
  ASSERT_THAT(ProblemsOf(sound), IsEmpty());
  std::vector<LawFile> broken = sound;
  for (LawFile& file : broken) {
    if (file.name == given.file) file.text = Replace(file.text, given.from, given.to);
  }
  EXPECT_THAT(ProblemsOf(broken), ElementsAre(given.problem));
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenFiles,
    ::testing::Values(
        BrokenCase{"p.yaml", "kind: permit", "kind: permit\n    color: red",
                   "p.yaml:8: unknown key color"},
        BrokenCase{"p.yaml", "law: NVR1992", "law: NVR1993", "p.yaml:2: unknown law NVR1993"},
        BrokenCase{"p.yaml", "applicants: [operator]", "applicants: [operatr]",
                   "p.yaml:2: unknown role operatr"},
        BrokenCase{"p.yaml", "mode: fixed, amount: 7, unit: days", "mode: fixed",
                   "p.yaml:11: needs an amount and a unit"},
        BrokenCase{"p.yaml", "amount: 7", "amount: 0",
                   "p.yaml:11: amount must be a whole number above 0, not 0"},
        BrokenCase{"p.yaml", "unit: days", "unit: weeks",
                   "p.yaml:11: unit must be days, months or years"},
        BrokenCase{"p.yaml", "anchor: change_applied", "anchor: change_aplied",
                   "p.yaml:2: unknown event change_aplied"},
        BrokenCase{"p.yaml", "noise_x.d1", "noise_y.d1",
                   "p.yaml:2: deadline noise_y.d1 does not carry the procedure's name"},
        BrokenCase{"p.yaml", "machines: [m]", "machines: [n]", "p.yaml:2: unknown machine n"},
        BrokenCase{"m.yaml", "terminal: true", "terminal: false",
                   "m.yaml:9: state b is not terminal, and is never left"},
        BrokenCase{"m.yaml", "to: a, procedure: noise_x", "to: a, procedure: noise_z",
                   "m.yaml:11: unknown procedure noise_z"},
        BrokenCase{"m.yaml", "to: b, procedure", "to: b, guard: [none_such], procedure",
                   "m.yaml:12: unknown guard none_such"},
        BrokenCase{"m.yaml", "auto_event: g_expired, ", "", "m.yaml:12: no clock raises g_expired"},
        BrokenCase{"m.yaml", "auto_event: g_expired, article: Art. 1",
                   "auto_event: g_expired, article: structural",
                   "m.yaml:14: has a number without an article or a note"},
        BrokenCase{"m.yaml", "start: change_applied,", "start: change_applied, before: work_start,",
                   "m.yaml:14: needs one of start, before and month_day"},
        BrokenCase{"p.yaml", "kind: permit", "kind: permit\n    fee_krw: free",
                   "p.yaml:8: fee_krw must be a whole number above 0, not free"},
        BrokenCase{"p.yaml", "mode: fixed", "mode: fixd", "p.yaml:11: mode is not known"},
        BrokenCase{"p.yaml", "direction: after", "direction: onward",
                   "p.yaml:11: direction must be after, before or every"},
        BrokenCase{"p.yaml", "mode: fixed, amount: 7, unit: days",
                   "mode: absolute, date: \"1991-02-30\"", "p.yaml:11: needs a date that exists"},
        BrokenCase{"p.yaml", "mode: fixed, amount: 7, unit: days",
                   "mode: calendar_yearly, month_day: \"13-01\"",
                   "p.yaml:11: needs a month_day that exists"},
        BrokenCase{"p.yaml", "amount: 7, unit: days",
                   "amount: 7, unit: days, extension: {times: 1}",
                   "p.yaml:11: must have an amount or be unlimited"},
        BrokenCase{"p.yaml", "anchor: change_applied}",
                   "anchor: change_applied, condition: fair_weather}",
                   "p.yaml:2: unknown condition fair_weather"},
        BrokenCase{"p.yaml", "    machines: [m]",
                   "    outcomes:\n      - {id: o, ko: 결과, en: outcome, next: noise_z}\n    "
                   "machines: [m]",
                   "p.yaml:2: unknown procedure noise_z"},
        BrokenCase{"p.yaml", "    machines: [m]",
                   "    outcomes:\n      - {id: o, ko: 가, en: a}\n      - {id: o, ko: 나, en: b}\n"
                   "    machines: [m]",
                   "p.yaml:2: outcome o is there twice"},
        BrokenCase{"p.yaml", "lines: [1]", "lines: []", "p.yaml:13: lines must be a list"},
        BrokenCase{"p.yaml", "machines: [m]", "machines: [m, default_order]",
                   "p.yaml:2: is of kind permit, and runs in default_order"},
        BrokenCase{"m.yaml", "by: [operator], to: a", "by: [operatr], to: a",
                   "m.yaml:11: unknown role operatr"},
        BrokenCase{"m.yaml", "event: change_applied, by", "event: change_aplied, by",
                   "m.yaml:11: unknown event change_aplied"},
        BrokenCase{"m.yaml", "to: a, procedure", "to: a, variants: [v], procedure",
                   "m.yaml:11: unknown variant v"},
        BrokenCase{"m.yaml", "to: a, procedure", "to: a, extends: d, procedure",
                   "m.yaml:11: unknown clock d"},
        BrokenCase{"m.yaml", "to: a, procedure", "to: a, extends: c, procedure",
                   "m.yaml:11: clock c has no extension"},
        BrokenCase{"m.yaml", "procedure: noise_x, article: structural",
                   "procedure: noise_x, fee_krw: 5000, article: structural",
                   "m.yaml:12: has a fee without an article"},
        BrokenCase{"m.yaml", "amount: 7, unit: days", "by_value: {v: {amount: 7, unit: days}}",
                   "m.yaml:14: unknown variant v"},
        BrokenCase{"m.yaml", "amount: 7, unit: days, ", "",
                   "m.yaml:14: needs an amount and a unit, or a parameter"},
        BrokenCase{"m.yaml", "auto_event: g_expired,", "auto_event: g_expired, end: [g_done],",
                   "m.yaml:14: nothing raises its end, g_done"}));

TEST(BrokenLaw, TellsOfAStepFromAStateThatIsNotThere) {
  const std::string machine =
      Replace(kMachine, "from: a, event: g_expired", "from: z, event: g_expired");
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", machine}}),
              ElementsAre("m.yaml:12: unknown state z", "m.yaml:9: state b cannot be reached"));
}

TEST(BrokenLaw, TellsOfAnEventThatMayLeadToTwoPlaces) {
  const std::string second =
      "      - {from: a, event: change_applied, by: [operator], to: b, procedure: noise_x, "
      "article: Art. 1}\n    clocks:\n";
  const std::string machine = Replace(kMachine, "    clocks:\n", second);
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", machine}}),
              ElementsAre("m.yaml:13: change_applied may lead to a as well as to b"));
}

TEST(BrokenLaw, TellsOfASuspensionThatNothingBeginsOrEnds) {
  const std::string suspended = Replace(
      Replace(kMachine, "to: a, procedure", "to: a, suspend: s, procedure"), "    clocks:\n",
      "    suspensions:\n      - {id: s, from: work_start, to: g_done, article: Art. 1}\n"
      "    clocks:\n");
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", suspended}}),
              ElementsAre("m.yaml:2: suspension s lacks its end",
                          "m.yaml:11: suspension s begins with work_start"));
}

TEST(BrokenLaw, TellsOfAGuardThatGoesByAClockOfAnotherMachine) {
  const std::string machine =
      "guards:\n  - {id: once, ko: 한 번, en: once, computed: {extensions_below: 1, clock: d}}\n" +
      Replace(kMachine, "to: a, procedure", "to: a, guard: [once], procedure");
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", machine}}),
              ElementsAre("m.yaml:13: guard once goes by a clock that is not here, d"));
}

TEST(BrokenLaw, TellsOfARoleThatNobodyCanHold) {
  const std::string vocabulary =
      "roles:\n  - {id: mayor, ko: 시장, en: mayor, product_role: MAYOR}\n";
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", kMachine}, {"v.yaml", vocabulary}}),
              ElementsAre("v.yaml:2: unknown product_role MAYOR"));
}

TEST(BrokenLaw, TellsOfAllProblemsTogether) {
  const std::string procedure = Replace(kProcedure, "law: NVR1992", "law: NVR1993");
  const std::string machine = Replace(kMachine, "initial: a", "initial: z");
  EXPECT_THAT(
      ProblemsOf({{"p.yaml", procedure}, {"m.yaml", machine}}),
      ::testing::IsSupersetOf({"p.yaml:2: unknown law NVR1993", "m.yaml:2: unknown state z"}));
}

TEST(BrokenLaw, TellsOfAStateThatCannotBeReached) {
  const std::string machine =
      Replace(kMachine, "terminal: true}",
              "terminal: true}\n      - {id: c, ko: 다, en: c, terminal: true}");
  EXPECT_THAT(ProblemsOf({{"p.yaml", kProcedure}, {"m.yaml", machine}}),
              ElementsAre("m.yaml:10: state c cannot be reached"));
}

TEST(BrokenLaw, TellsOfTwoProceduresOfOneName) {
  const std::string twice = std::string(kProcedure) + std::string(kProcedure).substr(12);
  EXPECT_THAT(ProblemsOf({{"p.yaml", twice}, {"m.yaml", kMachine}}),
              ElementsAre("p.yaml:14: procedure/noise_x is there already: p.yaml:2"));
}

TEST(BrokenLaw, TellsWhereItIsNoYaml) {
  const LawProblems problems = ProblemsOf({{"p.yaml", "procedures: [\n"}});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].substr(0, 7), "p.yaml:");
}

}  // namespace
}  // namespace sems::casework
