// 중대재해 처벌 등에 관한 법률 as the leaflet has it (L98-116).
#include <optional>
#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_serious_accidents.h"
#include "tests/law/hazard/hazard_law_files.h"
#include "tests/law/hazard/verdicts.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Verdict kMet = Verdict::kMet;
constexpr Verdict kNotMet = Verdict::kNotMet;
constexpr Verdict kUnknown = Verdict::kUnknown;

AccidentsAnswer Ask(std::optional<int> workers, const std::string& party,
                    const std::optional<std::string>& on) {
  AccidentsQuestion question;
  question.workers = workers;
  question.party = party;
  if (on) question.on = *ParseDay(*on);
  return CheckSeriousAccidents(TestedLaw(), question, "");
}

TEST(SeriousAccidentsActTest, AppliesFromTheDayOfItsBand) {
  struct Case {
    int workers;
    const char* party;
    const char* on;
    Verdict applies;
    const char* from;  // "": never
  };
  const Case kCases[] = {
      // L100: 50 and more, from 2022-01-27.
      {50, "individual_owner", "2022-01-26", kNotMet, "2022-01-27"},
      {50, "individual_owner", "2022-01-27", kMet, "2022-01-27"},
      {50, "individual_owner", "2022-01-28", kMet, "2022-01-27"},
      {51, "responsible_manager", "2022-01-27", kMet, "2022-01-27"},
      {1000, "corporation", "2022-01-27", kMet, "2022-01-27"},
      // L101: fewer than 50, from 2024-01-27.
      {49, "individual_owner", "2022-01-27", kNotMet, "2024-01-27"},
      {49, "individual_owner", "2024-01-26", kNotMet, "2024-01-27"},
      {49, "individual_owner", "2024-01-27", kMet, "2024-01-27"},
      {49, "responsible_manager", "2024-01-28", kMet, "2024-01-27"},
      {5, "individual_owner", "2024-01-26", kNotMet, "2024-01-27"},
      {5, "individual_owner", "2024-01-27", kMet, "2024-01-27"},
      {5, "responsible_manager", "2024-01-27", kMet, "2024-01-27"},
      {6, "responsible_manager", "2024-01-27", kMet, "2024-01-27"},
      // L103: fewer than 5 are exempt, the individual owner and the responsible manager (Q-003-16).
      {4, "individual_owner", "2024-01-26", kNotMet, ""},
      {4, "individual_owner", "2024-01-27", kNotMet, ""},
      {4, "individual_owner", "2030-01-01", kNotMet, ""},
      {4, "responsible_manager", "2024-01-27", kNotMet, ""},
      {0, "responsible_manager", "2024-01-27", kNotMet, ""},
      {4, "corporation", "2024-01-26", kNotMet, "2024-01-27"},
      {4, "corporation", "2024-01-27", kMet, "2024-01-27"},
  };
  for (const Case& c : kCases) {
    const AccidentsAnswer answer = Ask(c.workers, c.party, c.on);
    EXPECT_EQ(answer.applies, c.applies) << c.workers << c.party << c.on;
    EXPECT_EQ(answer.applies_from ? FormatDay(*answer.applies_from) : "", c.from)
        << c.workers << c.party;
    EXPECT_EQ(answer.exempt, Of(*c.from == '\0')) << c.workers << c.party;
    EXPECT_THAT(answer.needed, IsEmpty());
  }
}

TEST(SeriousAccidentsActTest, IsUnknownWithoutWhatDecides) {
  AccidentsAnswer answer = Ask(std::nullopt, "individual_owner", "2025-01-01");
  EXPECT_EQ(answer.applies, kUnknown);
  EXPECT_EQ(answer.applies_from, std::nullopt);
  EXPECT_THAT(answer.needed, ElementsAre("workers"));
  answer = Ask(4, "", "2025-01-01");
  EXPECT_EQ(answer.applies, kUnknown);
  EXPECT_THAT(answer.needed, ElementsAre("party"));
  // Before either day there is nothing to decide.
  EXPECT_EQ(Ask(std::nullopt, "", "2022-01-26").applies, kNotMet);
  EXPECT_EQ(Ask(std::nullopt, "corporation", "2024-01-26").applies, kUnknown);
  // The party matters to the smallest only.
  answer = Ask(5, "", "2025-01-01");
  EXPECT_EQ(answer.applies, kMet);
  EXPECT_THAT(answer.needed, IsEmpty());
  // A day that is not given: from when is known, whether is not.
  answer = Ask(49, "individual_owner", std::nullopt);
  EXPECT_EQ(answer.applies, kUnknown);
  EXPECT_EQ(FormatDay(*answer.applies_from), "2024-01-27");
  EXPECT_THAT(answer.needed, ElementsAre("on"));
}

TEST(SeriousAccidentsActTest, ExplainsItself) {
  const AccidentsAnswer answer = Ask(49, "individual_owner", "2024-01-27");
  std::vector<std::string> ids;
  for (const Criterion& criterion : answer.criteria) {
    ids.push_back(criterion.id);
    EXPECT_FALSE(criterion.name.ko.empty()) << criterion.id;
    EXPECT_FALSE(criterion.name.en.empty()) << criterion.id;
    EXPECT_FALSE(criterion.explanation.ko.empty()) << criterion.id;
    EXPECT_FALSE(criterion.explanation.en.empty()) << criterion.id;
    EXPECT_EQ(criterion.source.section, "serious_accidents") << criterion.id;
    EXPECT_THAT(criterion.source.lines, Not(IsEmpty())) << criterion.id;
  }
  EXPECT_THAT(ids, ElementsAre("exempt.workers", "exempt.party", "large.workers", "small.workers",
                               "small.on"));
  EXPECT_EQ(answer.criteria[0].threshold, "5");
  EXPECT_EQ(answer.criteria[2].threshold, "50");
  EXPECT_EQ(answer.criteria[2].op, ">=");
  EXPECT_EQ(answer.criteria[3].threshold, "50");
  EXPECT_EQ(answer.criteria[3].op, "<");
  EXPECT_EQ(answer.band->id, "small");
}

TEST(SeriousAccidentsActTest, NamesItsBands) {
  const SeriousAccidentsAct& act = TestedLaw().serious_accidents;
  ASSERT_EQ(act.bands.size(), 2u);
  EXPECT_EQ(act.bands[0].name.ko, "상시근로자 50인 이상");
  EXPECT_EQ(act.bands[0].name.en, "50 regular workers or more");
  EXPECT_EQ(act.bands[1].name.ko, "상시근로자 50인 미만");
  EXPECT_EQ(act.bands[1].name.en, "fewer than 50 regular workers");
  EXPECT_EQ(act.exempt.name.ko, "상시근로자 5인 미만의 개인사업주 또는 경영책임자");
  EXPECT_EQ(act.exempt.name.en,
            "individual owner or responsible manager with fewer than 5 regular workers");
}

TEST(SeriousAccidentsActTest, ListsItsDuties) {
  const SeriousAccidentsAct& act = TestedLaw().serious_accidents;
  EXPECT_EQ(FormatDay(act.enacted), "2021-01-26");
  EXPECT_THAT(act.name.ko, ::testing::HasSubstr("제17907호"));
  std::vector<std::string> duties;
  for (const SeriousAccidentsDuty& duty : act.duties) duties.push_back(duty.article + duty.id);
  EXPECT_THAT(duties, ElementsAre("제4조system", "제4조recurrence", "제4조orders",
                                  "제4조management", "제5조contractors"));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
