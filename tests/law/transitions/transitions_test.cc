// No transition is there that the tables do not have, and none is missing: column by column.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/casework/law_files_of_tests.h"

namespace sems::casework {
namespace {

constexpr char kColumns[] =
    "machine\tvariants\tfrom\tevent\tby\tto\tprocedures\tguard\tguard_not\tform\tfee_krw\tarticle";

std::multiset<std::string> TableOf(const std::string& path) {
  std::ifstream in(absl::StrCat(SEMS_SOURCE_DIR, "/", path));
  std::multiset<std::string> rows;
  std::string line;
  bool header = true;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (header) {
      EXPECT_EQ(line, kColumns) << path;
    } else {
      rows.insert(line);
    }
    header = false;
  }
  EXPECT_FALSE(rows.empty()) << path;
  return rows;
}

std::string Written(const Machine& machine, const Transition& transition) {
  std::vector<std::string> procedures;
  if (!transition.procedure.empty()) procedures.push_back(transition.procedure);
  procedures.insert(procedures.end(), transition.alternatives.begin(),
                    transition.alternatives.end());
  const auto list = [](const std::vector<std::string>& ids) { return absl::StrJoin(ids, ","); };
  return absl::StrJoin(
      {machine.id, list(transition.variants), transition.from, transition.event,
       list(transition.by), transition.to, list(procedures), list(transition.guard),
       list(transition.guard_not), transition.form_no,
       transition.fee_krw ? absl::StrCat(*transition.fee_krw) : std::string(),
       transition.article.empty() ? std::string("structural") : transition.article},
      "\t");
}

void Compare(const std::multiset<std::string>& table, const std::multiset<std::string>& law) {
  std::vector<std::string> only_table, only_law;
  std::set_difference(table.begin(), table.end(), law.begin(), law.end(),
                      std::back_inserter(only_table));
  std::set_difference(law.begin(), law.end(), table.begin(), table.end(),
                      std::back_inserter(only_law));
  EXPECT_THAT(only_table, ::testing::IsEmpty()) << "not in the law data";
  EXPECT_THAT(only_law, ::testing::IsEmpty()) << "not in the table";
}

struct ServiceCase {
  const char* service;
  std::vector<LawFile> (*files)();
};

class LawTransitions : public ::testing::TestWithParam<ServiceCase> {};

TEST_P(LawTransitions, AreThoseOfTheText) {
  const Law law = std::get<Law>(ReadLaw(GetParam().files()));
  std::multiset<std::string> common, own;
  for (const Machine& machine : law.machines) {
    for (const Transition& transition : machine.transitions)
      (machine.id.rfind("default_", 0) == 0 ? common : own).insert(Written(machine, transition));
  }
  Compare(TableOf(absl::StrCat("services/", GetParam().service, "/testdata/transitions.tsv")), own);
  Compare(TableOf("common/casework/testdata/default_flow_transitions.tsv"), common);
}

INSTANTIATE_TEST_SUITE_P(Services, LawTransitions,
                         ::testing::Values(ServiceCase{"noise", NoiseLawFiles},
                                           ServiceCase{"chemsafety", ChemsafetyLawFiles}),
                         [](const auto& info) { return std::string(info.param.service); });

}  // namespace
}  // namespace sems::casework
