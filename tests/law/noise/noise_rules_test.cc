// 소음·진동규제법시행규칙 (1992.8.8). Expectations are typed from the Rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/engine.h"
#include "common/casework/law_files_of_tests.h"
#include "common/values/civil.h"
#include "services/noise/domain/precision_inspection.h"
#include "services/noise/domain/prevention_exemption.h"
#include "services/noise/domain/self_design.h"
#include "services/noise/noise_rules_file.h"

namespace sems::noise {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const casework::Law& TheLaw() {
  static const casework::Law& law = *new casework::Law([] {
    auto read = casework::ReadLaw(casework::NoiseLawFiles());
    const auto* problems = std::get_if<casework::LawProblems>(&read);
    EXPECT_THAT(problems == nullptr ? casework::LawProblems() : *problems, IsEmpty());
    return std::get<casework::Law>(std::move(read));
  }());
  return law;
}

casework::LawFile RulesFile() {
  return casework::LawFileOfTests("services/noise/data", kNoiseRulesFile);
}

const NoiseRules& Rules() {
  static const NoiseRules& rules = *new NoiseRules([] {
    auto read = ReadNoiseRules(RulesFile(), TheLaw());
    const auto* problems = std::get_if<casework::LawProblems>(&read);
    EXPECT_THAT(problems == nullptr ? casework::LawProblems() : *problems, IsEmpty());
    return std::get<NoiseRules>(std::move(read));
  }());
  return rules;
}

// Art. 12(1): none of the four kinds within 200 m, in a straight line from the site boundary.
TEST(Exemption, NoneOfFourKindsWithin200Metres) {
  const ExemptionRule& rule = Rules().exemption;
  std::map<std::string, std::string> articles;
  for (const ProtectedPlace& place : rule.places) articles[place.name.id] = place.article;
  EXPECT_EQ(articles, (std::map<std::string, std::string>{{"living", "Art. 12(1)1"},
                                                          {"workplace", "Art. 12(1)2"},
                                                          {"tourism", "Art. 12(1)3"},
                                                          {"notified", "Art. 12(1)4"}}));
  for (const auto& [id, article] : articles) {
    std::map<std::string, NearestPlace> nearest;
    for (const ProtectedPlace& place : rule.places) nearest[place.name.id].none = true;
    nearest[id] = {false, Decimal::Literal("200")};
    EXPECT_EQ(CheckExemption(rule, nearest, {}).verdict, ExemptionVerdict::kGroundsNotMet) << id;
    nearest[id] = {false, Decimal::Literal("200.1")};
    EXPECT_EQ(CheckExemption(rule, nearest, {}).verdict, ExemptionVerdict::kGroundsMet) << id;
  }
  EXPECT_EQ(rule.FindPlace("notified")->needs_ko, "환경처장관의 고시");
}

// Art. 12(2).
TEST(Exemption, ThreeReasonsAskForAFacilityAllTheSame) {
  std::vector<std::string> lapses;
  for (const ExemptionLapse& lapse : Rules().exemption.lapses)
    lapses.push_back(absl::StrCat(lapse.article, " ", lapse.event));
  EXPECT_THAT(lapses, ElementsAre("Art. 12(2)1 protected_place_newly_built",
                                  "Art. 12(2)2 damage_dispute_arisen",
                                  "Art. 12(2)3 minister_deems_protection_needed"));
}

// Art. 13: 30 hundredths of what was permitted, or a single source.
TEST(SelfDesign, ThirtyHundredthsOrASingleSource) {
  const auto enlarged = [](const char* by) {
    SelfDesignFacts facts;
    facts.process_changed = false;
    facts.measures = {{"면적", Decimal(100), {Decimal::Literal(by)}}};
    return CheckSelfDesign(Rules().self_design, facts).enlargement;
  };
  EXPECT_EQ(enlarged("30"), Verdict::kYes);
  EXPECT_EQ(enlarged("30.01"), Verdict::kNo);
  const auto covering = [](int sources) {
    SelfDesignFacts facts;
    facts.sources_covered = sources;
    facts.excluded_source = false;
    return CheckSelfDesign(Rules().self_design, facts).single_source;
  };
  EXPECT_EQ(covering(1), Verdict::kYes);
  EXPECT_EQ(covering(2), Verdict::kNo);
  EXPECT_EQ(Rules().self_design.excluded.ko, "도정시설");
  EXPECT_EQ(Rules().self_design.enlargement_article, "Art. 13 item 1");
  EXPECT_EQ(Rules().self_design.single_source_article, "Art. 13 item 2");
  EXPECT_EQ(Rules().self_design.approval_article, "Art. 14(1)-(2)");
  EXPECT_EQ(Rules().self_design.needs.ko, "제59조 기술능력");
}

// 부칙 <제378호, 1991.2.2> and <제406호, 1992.8.8>: what each rule is, from when or until when.
TEST(Transitional, EachRuleHasItsDay) {
  const calendar::Holidays holidays(calendar::Holidays::BuiltInOneOff());
  const casework::Engine engine(TheLaw(), holidays, [](const std::string&, absl::CivilDay) {
    return std::optional<calendar::Period>();
  });
  static constexpr const char* kKinds[] = {"effective", "until", "within", "deemed", "saving"};
  std::vector<std::string> told;
  for (const TransitionalRule& rule : Rules().transitional) {
    std::string day;
    const EffectiveDay* effective = Rules().FindEffectiveDay(rule.effective);
    if (effective != nullptr) day = FormatDay(effective->day);
    if (!rule.deadline.empty()) {
      std::map<std::string, absl::CivilDay> dates;
      if (effective != nullptr) dates[effective->event] = effective->day;
      for (const casework::PreviewedDeadline& previewed :
           engine.Preview(*TheLaw().FindProcedure(rule.procedure), dates, {}, {}, std::nullopt)) {
        if (previewed.deadline->id == rule.procedure + "." + rule.deadline)
          day = FormatDay(*previewed.date->due);
      }
    }
    told.push_back(absl::StrCat(rule.article, ": ", kKinds[static_cast<int>(rule.kind)], " ", day));
  }
  EXPECT_THAT(
      told,
      ElementsAre(
          "Addenda 1991 Art. 1: effective 1991-02-02", "Addenda 1991 Art. 2: until 1991-12-31",
          "Addenda 1991 Art. 3: within 1991-08-02", "Addenda 1991 Art. 4: deemed 1991-02-02",
          "Addenda 1991 Art. 5: until 1991-05-02", "Addenda 1991 Art. 6: until 1991-12-31",
          "Addenda 1991 Art. 7: deemed 1991-02-02", "Addenda 1991 Art. 8: until 1992-02-02",
          "Addenda 1991 Art. 9: saving 1991-02-02", "Addenda 1992 Art. 1: effective 1992-08-08",
          "Addenda 1992 Art. 2: within 1993-02-08", "Addenda 1992 Art. 3: within 1993-05-08",
          "Addenda 1992 Art. 3 proviso: within 1992-10-08",
          "Addenda 1992 Art. 4: saving 1992-08-08", "Addenda 1992 Art. 5: until 1993-06-30",
          "Addenda 1992 Art. 6: within 1992-11-08", "Addenda 1992 Art. 7: saving 1992-08-08"));
}

// Their texts name tables and their categories.
TEST(Transitional, TheTextsNameTheRightTables) {
  std::map<std::string, std::string> texts;
  for (const TransitionalRule& rule : Rules().transitional)
    texts[rule.name.id] = rule.name.ko + " / " + rule.name.en;
  EXPECT_EQ(
      texts["t91_self_measurement"],
      "별표 6 대상사업장구분란 3: 연 1회 이상의 측정으로 갈음 / sites of category 3 of Table 6: "
      "one measurement a year or more suffices");
  EXPECT_THAT(texts["t91_manager"], HasSubstr("별표 7 대상사업장구분란 4"));
  EXPECT_THAT(texts["t91_inspection_agent"], HasSubstr("별표 21"));
  EXPECT_THAT(texts["t92_contractor"], HasSubstr("별표 16"));
}

// Every 별표 that the Rule names.
TEST(Tables, TwentyFourAreNamed) {
  std::vector<std::string> told;
  for (const AppendixTable& table : Rules().tables)
    told.push_back(absl::StrCat(table.number, " ", table.article));
  EXPECT_THAT(
      told,
      ElementsAre("1 Art. 2", "2 Art. 3", "3 Art. 4", "4 Art. 6", "5 Art. 8, Art. 9", "6 Art. 27",
                  "7 Art. 29", "8 Art. 30", "9 Art. 31, Art. 35, Art. 36, Art. 57", "10 Art. 35",
                  "11 Art. 38, Art. 52", "12 Art. 45", "13 Art. 47", "14 Art. 56", "15 Art. 57",
                  "16 Art. 59", "17 Art. 59", "18 Art. 64", "19 Art. 69", "20 Art. 70",
                  "21 Art. 71", "22 Art. 74", "23 Art. 88", "24 Art. 91"));
}

struct Broken {
  const char* was;
  const char* becomes;
  const char* told;  // of the line it stands in
};

class BrokenRules : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenRules, AreToldWithTheirLine) {
  casework::LawFile file = RulesFile();
  const size_t at = file.text.find(GetParam().was);
  ASSERT_NE(at, std::string::npos);
  const long line =
      1 + std::count(file.text.begin(), file.text.begin() + static_cast<long>(at), '\n');
  file.text.replace(at, std::string(GetParam().was).size(), GetParam().becomes);
  auto read = ReadNoiseRules(file, TheLaw());
  const auto* problems = std::get_if<casework::LawProblems>(&read);
  ASSERT_NE(problems, nullptr);
  EXPECT_THAT(*problems, Contains(HasSubstr(GetParam().told)));
  EXPECT_THAT(*problems, Contains(HasSubstr(absl::StrCat(":", line, ":"))))
      << absl::StrJoin(*problems, "\n");
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenRules,
    ::testing::Values(
        Broken{"event: protected_place_newly_built", "event: no_such_event", "no_such_event"},
        Broken{"threshold: expansion_ratio", "threshold: single_unit", "must be <="},
        Broken{"threshold: single_unit", "threshold: nothing", "no threshold nothing"},
        Broken{"event: rule_effective_1991_02_02", "event: nothing", "is not known"},
        Broken{"kind: until", "kind: someday", "is not known: someday"},
        Broken{"kind: deemed", "kind: within", "need a deadline"},
        Broken{"procedure: noise_trans91_manager_appointment, deadline: d1",
               "procedure: noise_trans91_manager_appointment, deadline: d9", "is none of"},
        Broken{"kind: until, procedure: noise_trans91_living_noise",
               "kind: within, effective: rule_effective_1991_02_02, procedure: "
               "noise_trans91_living_noise",
               "does not fit"},
        Broken{"number: 2", "number: 3", "must be the next one"},
        Broken{"lines: [54]", "line: [54]", "lines"},
        Broken{"day: \"1991-02-02\"", "day: \"1991-02-30\"", "day"}));

}  // namespace
}  // namespace sems::noise
