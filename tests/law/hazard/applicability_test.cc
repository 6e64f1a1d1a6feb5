// 업종대상 of the leaflet (제조업 등 유해·위험방지계획서 제도안내). Expectations are typed from it;
// L is its line.
#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_applicability.h"
#include "tests/law/hazard/hazard_law_files.h"
#include "tests/law/hazard/verdicts.h"

namespace sems::chemsafety::hazard {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr Verdict kMet = Verdict::kMet;
constexpr Verdict kNotMet = Verdict::kNotMet;
constexpr Verdict kUnknown = Verdict::kUnknown;
constexpr Verdict kNotApplicable = Verdict::kNotApplicable;

absl::CivilDay Day(const std::string& text) { return *ParseDay(text); }

// A food factory (10, since 2012-07-01) for which ①, ② and ③ hold and ④ does not, and that has no
// target equipment.
Workplace FoodFactory() {
  Workplace workplace;
  workplace.industry_code = "10301";
  workplace.founded_on = Day("2015-03-02");
  workplace.never_relocated = true;
  workplace.contract_power_kw = Decimal::Literal("400");
  workplace.added_or_moved_on = Day("2020-01-02");
  workplace.added_or_moved_rated_kw = Decimal::Literal("50");
  workplace.equipment_list_complete = true;
  return workplace;
}

// One for which ① and ③ hold, ② and ④ do not.
Workplace OldFactory() {
  Workplace workplace = FoodFactory();
  workplace.founded_on = Day("1999-01-04");
  return workplace;
}

const Criterion& Find(const Applicability& result, const std::string& id) {
  for (const Criterion& criterion : result.criteria) {
    if (criterion.id == id) return criterion;
  }
  ADD_FAILURE() << "no criterion " << id;
  static const Criterion none;
  return none;
}

Applicability Check(const Workplace& workplace) {
  return CheckApplicability(TestedLaw(), workplace);
}

// L160: ①-②-③ or ①-③-④; all sixteen, the seven of the leaflet's logic among them.
TEST(HazardIndustryTargetTest, HoldsForItsTwoRowsOfQuestions) {
  struct Case {
    bool q1, q2, q3, q4, target;
  };
  const Case kCases[] = {
      {true, true, true, false, true},    {true, false, true, true, true},
      {true, true, true, true, true},     {true, true, false, true, false},
      {false, true, true, true, false},   {true, false, true, false, false},
      {true, false, false, true, false},  {true, true, false, false, false},
      {true, false, false, false, false}, {false, true, true, false, false},
      {false, true, false, true, false},  {false, true, false, false, false},
      {false, false, true, true, false},  {false, false, true, false, false},
      {false, false, false, true, false}, {false, false, false, false, false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(
        IndustryTarget(TestedLaw(),
                       {{"q1", Of(c.q1)}, {"q2", Of(c.q2)}, {"q3", Of(c.q3)}, {"q4", Of(c.q4)}}),
        Of(c.target))
        << c.q1 << c.q2 << c.q3 << c.q4;
    // The same from values.
    Workplace workplace = FoodFactory();
    if (!c.q1) workplace.industry_code = "11111";
    if (!c.q2) workplace.founded_on = Day("1999-01-04");
    if (!c.q3) workplace.contract_power_kw = Decimal::Literal("200");
    if (c.q4) workplace.added_or_moved_rated_kw = Decimal::Literal("150");
    const Applicability result = Check(workplace);
    EXPECT_EQ(result.industry_target, Of(c.target)) << c.q1 << c.q2 << c.q3 << c.q4;
    EXPECT_EQ(result.target, Of(c.target));
    EXPECT_THAT(result.needed, IsEmpty());
  }
}

// With a fact missing the answer is what holds however the fact turns out, or unknown.
TEST(HazardIndustryTargetTest, IsUnknownExactlyWhereAMissingFactDecides) {
  const Verdict kAll[] = {kMet, kNotMet, kUnknown};
  for (const Verdict q1 : kAll) {
    for (const Verdict q2 : kAll) {
      for (const Verdict q3 : kAll) {
        for (const Verdict q4 : kAll) {
          bool may_be = false;
          bool may_not_be = false;
          for (int fill = 0; fill < 16; ++fill) {
            const auto known = [&](Verdict given, int bit) {
              return given == kUnknown ? (fill >> bit & 1) != 0 : given == kMet;
            };
            const bool target = known(q1, 0) && known(q3, 2) && (known(q2, 1) || known(q4, 3));
            (target ? may_be : may_not_be) = true;
          }
          const Verdict expected = may_be && may_not_be ? kUnknown : Of(may_be);
          EXPECT_EQ(IndustryTarget(TestedLaw(), {{"q1", q1}, {"q2", q2}, {"q3", q3}, {"q4", q4}}),
                    expected);
        }
      }
    }
  }
}

struct IndustryCase {
  const char* code;
  const char* since;
  const char* name_ko;
  const char* name_en;
};
// L12-18 and L156-158.
constexpr IndustryCase kIndustries[] = {
    {"10", "2012-07-01", "식료품 제조업", "food products"},
    {"16", "2012-07-01", "목재 및 나무제품 제조업; 가구 제외",
     "wood and wood products, except furniture"},
    {"20", "2014-09-13", "화학물질 및 화학제품 제조업; 의약품 제외",
     "chemicals and chemical products, except pharmaceuticals"},
    {"22", "2012-07-01", "고무제품 및 플라스틱제품 제조업", "rubber and plastic products"},
    {"23", "2009-02-01", "비금속 광물제품 제조업", "non-metallic mineral products"},
    {"24", "2012-07-01", "1차 금속 제조업", "basic metals"},
    {"25", "2009-02-01", "금속가공제품 제조업; 기계 및 가구 제외",
     "fabricated metal products, except machinery and furniture"},
    {"261", "2014-09-13", "반도체 제조업", "semiconductors"},
    {"262", "2014-09-13", "전자부품 제조업", "electronic components"},
    {"29", "2012-07-01", "기타 기계 및 장비 제조업", "other machinery and equipment"},
    {"30", "2012-07-01", "자동차 및 트레일러 제조업", "motor vehicles and trailers"},
    {"32", "2012-07-01", "가구 제조업", "furniture"},
    {"33", "2012-07-01", "기타 제품 제조업", "other products"},
};

TEST(HazardIndustryTest, AreThirteen) {
  ASSERT_EQ(TestedLaw().industries.size(), 13u);
  for (const IndustryCase& c : kIndustries) {
    for (const std::string& code : {std::string(c.code), std::string(c.code) + "11"}) {
      Workplace workplace = FoodFactory();
      workplace.industry_code = code;
      const Applicability result = Check(workplace);
      ASSERT_NE(result.industry, nullptr) << code;
      EXPECT_EQ(result.industry->code, c.code);
      EXPECT_EQ(result.industry->name.ko, c.name_ko);
      EXPECT_EQ(result.industry->name.en, c.name_en);
      EXPECT_EQ(Find(result, "q1").verdict, kMet) << code;
    }
  }
}

// The corrected names keep what is printed (L13, L14, L18).
TEST(HazardIndustryTest, KeepThePrintedNames) {
  std::vector<std::string> printed;
  for (const Industry& industry : TestedLaw().industries) {
    if (!industry.printed.empty()) printed.push_back(industry.printed);
  }
  EXPECT_THAT(printed, ElementsAre("목재 및 나무제품 제조업·가구제조",
                                   "화학물질 및 화학제품 제조업·의약품 제외",
                                   "금속가공제품 제조업 : 기계 및 가구 제외"));
}

// Every code of two, three and five digits: two digits match, three in division 26 (Q-003-18).
TEST(HazardIndustryTest, GoByTheFirstTwoOrThreeDigits) {
  const auto listed = [](const std::string& code) {
    const std::string division = code.substr(0, 2);
    if (division == "26") return code.substr(0, 3) == "261" || code.substr(0, 3) == "262";
    for (const char* two : {"10", "16", "20", "22", "23", "24", "25", "29", "30", "32", "33"}) {
      if (division == two) return true;
    }
    return false;
  };
  Workplace workplace = FoodFactory();
  for (int number = 100; number < 1000; ++number) {
    const std::string three = std::to_string(number);
    for (const std::string& code : {three, three + "11"}) {
      workplace.industry_code = code;
      EXPECT_EQ(Find(Check(workplace), "q1").verdict, Of(listed(code))) << code;
    }
  }
  for (int number = 10; number < 100; ++number) {
    workplace.industry_code = std::to_string(number);
    EXPECT_EQ(Find(Check(workplace), "q1").verdict,
              number == 26 ? kUnknown : Of(listed(workplace.industry_code)))
        << number;
  }
}

// L152, L156-158: the day before, the day, the day after; by founding and by relocation.
TEST(HazardEffectiveDateTest, CountsItsOwnDay) {
  for (const IndustryCase& c : kIndustries) {
    const absl::CivilDay since = Day(c.since);
    for (const int offset : {-1, 0, 1}) {
      const Verdict expected = Of(offset >= 0);
      Workplace workplace = FoodFactory();
      workplace.industry_code = c.code;
      workplace.founded_on = since + offset;
      Applicability result = Check(workplace);
      EXPECT_EQ(Find(result, "q2.founded_on").verdict, expected) << c.code << " " << offset;
      EXPECT_EQ(Find(result, "q2.founded_on").threshold, c.since);
      EXPECT_EQ(Find(result, "q2").verdict, expected);
      EXPECT_EQ(result.industry_target, expected);

      workplace.founded_on = Day("1990-01-01");
      workplace.never_relocated = false;
      workplace.relocated_on = since + offset;
      result = Check(workplace);
      EXPECT_EQ(Find(result, "q2.relocated_on").verdict, expected) << c.code << " " << offset;
      EXPECT_EQ(result.industry_target, expected);

      workplace = OldFactory();
      workplace.industry_code = c.code;
      workplace.added_or_moved_on = since + offset;
      workplace.added_or_moved_rated_kw = Decimal::Literal("100");
      result = Check(workplace);
      EXPECT_EQ(Find(result, "q4.added_or_moved_on").verdict, expected) << c.code << " " << offset;
      EXPECT_EQ(result.industry_target, expected);
    }
  }
}

struct NumberCase {
  const char* value;
  Verdict verdict;
};

// L5, L148, L153: 300 kW.
TEST(HazardThresholdTest, ContractPowerIs300) {
  const NumberCase kCases[] = {{"299", kNotMet},   {"299.9999", kNotMet}, {"300", kMet},
                               {"300.0001", kMet}, {"301", kMet},         {"0", kNotMet}};
  for (const NumberCase& c : kCases) {
    Workplace workplace = FoodFactory();
    workplace.contract_power_kw = Decimal::Literal(c.value);
    const Applicability result = Check(workplace);
    EXPECT_EQ(Find(result, "q3").verdict, c.verdict) << c.value;
    EXPECT_EQ(Find(result, "q3").threshold, "300");
    EXPECT_EQ(Find(result, "q3").unit, "kW");
    EXPECT_EQ(result.industry_target, c.verdict) << c.value;
  }
}

// L8, L9, L154: 100 kW, whatever the kind of change.
TEST(HazardThresholdTest, AddedOrMovedCapacityIs100) {
  const NumberCase kCases[] = {
      {"99", kNotMet}, {"99.9999", kNotMet}, {"100", kMet}, {"100.0001", kMet}, {"101", kMet}};
  for (const std::string& action :
       {std::string(), std::string("install_existing_factory"), std::string("increase"),
        std::string("move"), std::string("install_new_factory")}) {
    for (const NumberCase& c : kCases) {
      Workplace workplace = OldFactory();
      workplace.action = action;
      workplace.added_or_moved_rated_kw = Decimal::Literal(c.value);
      const Applicability result = Check(workplace);
      EXPECT_EQ(Find(result, "q4").verdict, c.verdict) << action << c.value;
      EXPECT_EQ(Find(result, "q4.added_or_moved_rated_kw").threshold, "100");
      EXPECT_EQ(result.industry_target, c.verdict) << action << c.value;
    }
  }
  // Which of the two it is, is told by its name (L8, L9).
  Workplace workplace = OldFactory();
  workplace.action = "move";
  EXPECT_EQ(Find(Check(workplace), "q4.added_or_moved_rated_kw").source.lines,
            (std::vector<int>{9, 154}));
  workplace.action = "increase";
  EXPECT_EQ(Find(Check(workplace), "q4.added_or_moved_rated_kw").source.lines,
            (std::vector<int>{8, 154}));
}

// What is intended (L7-9): a new or relocated factory by ①②③, anything in an existing one by ①③④
// (Q-003-2). The workplace itself by the checklist, which knows of no action.
TEST(HazardActionTest, DecidesByItsOwnQuestions) {
  struct Case {
    const char* action;
    bool q2, q4;
    Verdict workplace, intended;
    bool note;
  };
  const Case kCases[] = {
      {"install_new_factory", true, false, kMet, kMet, false},
      {"install_new_factory", false, true, kMet, kNotMet, true},
      {"install_new_factory", false, false, kNotMet, kNotMet, false},
      {"install_existing_factory", true, false, kMet, kNotMet, true},
      {"install_existing_factory", false, true, kMet, kMet, false},
      {"increase", true, false, kMet, kNotMet, true},
      {"increase", true, true, kMet, kMet, false},
      {"move", true, false, kMet, kNotMet, true},
      {"move", false, true, kMet, kMet, false},
      {"move", false, false, kNotMet, kNotMet, false},
  };
  for (const Case& c : kCases) {
    Workplace workplace = FoodFactory();
    workplace.action = c.action;
    if (!c.q2) workplace.founded_on = Day("1999-01-04");
    if (c.q4) workplace.added_or_moved_rated_kw = Decimal::Literal("100");
    const Applicability result = Check(workplace);
    EXPECT_EQ(result.industry_target, c.workplace) << c.action;
    EXPECT_EQ(result.action_target, c.intended) << c.action;
    EXPECT_EQ(result.notes,
              c.note ? std::vector<std::string>{"Q-003-2"} : std::vector<std::string>())
        << c.action;
  }
  EXPECT_EQ(Check(FoodFactory()).action_target, kNotApplicable);
}

TEST(HazardActionTest, NamesTheProcedureThatFollows) {
  Workplace workplace = FoodFactory();
  EXPECT_THAT(Check(workplace).procedures, IsEmpty());
  workplace.action = "install_new_factory";
  EXPECT_THAT(Check(workplace).procedures, ElementsAre("hazard_plan_industry_new"));
  workplace.added_or_moved_rated_kw = Decimal::Literal("100");
  for (const char* action : {"install_existing_factory", "increase", "move"}) {
    workplace.action = action;
    EXPECT_THAT(Check(workplace).procedures, ElementsAre("hazard_plan_industry_change"));
  }
  workplace.equipment.push_back({"melting_furnace",
                                 {{"capacity_t", Decimal::Literal("5")}},
                                 "install",
                                 Day("2020-01-01"),
                                 {}});
  EXPECT_THAT(Check(workplace).procedures,
              ElementsAre("hazard_plan_industry_change", "hazard_plan_equipment"));
}

// Without a value there is no clean "not a target", unless another fact settles it.
TEST(HazardMissingValueTest, IsAskedForWhereItMatters) {
  struct Case {
    const char* what;
    void (*take_away)(Workplace&);
    Verdict target;
    std::vector<std::string> needed;
  };
  const Case kCases[] = {
      {"industry code", [](Workplace& w) { w.industry_code.clear(); }, kUnknown, {"industry_code"}},
      {"a code too short",
       [](Workplace& w) { w.industry_code = "26"; },
       kUnknown,
       {"industry_code"}},
      {"a code too short, and little power",
       [](Workplace& w) {
         w.industry_code = "26";
         w.contract_power_kw = Decimal::Literal("200");
       },
       kNotMet,
       {}},
      {"contract power",
       [](Workplace& w) { w.contract_power_kw.reset(); },
       kUnknown,
       {"contract_power_kw"}},
      {"founding", [](Workplace& w) { w.founded_on.reset(); }, kUnknown, {"founded_on"}},
      {"relocation",
       [](Workplace& w) {
         w.founded_on = Day("1999-01-04");
         w.never_relocated = false;
       },
       kUnknown,
       {"relocated_on"}},
      {"relocation that does not matter",
       [](Workplace& w) { w.never_relocated = false; },
       kMet,
       {}},
      {"day added",
       [](Workplace& w) {
         w.founded_on = Day("1999-01-04");
         w.added_or_moved_rated_kw = Decimal::Literal("100");
         w.added_or_moved_on.reset();
       },
       kUnknown,
       {"added_or_moved_on"}},
      {"day added, but too little",
       [](Workplace& w) {
         w.founded_on = Day("1999-01-04");
         w.added_or_moved_on.reset();
       },
       kNotMet,
       {}},
      {"capacity added",
       [](Workplace& w) {
         w.founded_on = Day("1999-01-04");
         w.added_or_moved_rated_kw.reset();
       },
       kUnknown,
       {"added_or_moved_rated_kw"}},
      {"everything of q4, but founded late",
       [](Workplace& w) {
         w.added_or_moved_on.reset();
         w.added_or_moved_rated_kw.reset();
       },
       kMet,
       {}},
      {"all but the power, which is too little",
       [](Workplace& w) {
         w = Workplace();
         w.contract_power_kw = Decimal::Literal("299");
         w.equipment_list_complete = true;
       },
       kNotMet,
       {}},
      {"all but the code, which is not listed",
       [](Workplace& w) {
         w = Workplace();
         w.industry_code = "11111";
         w.equipment_list_complete = true;
       },
       kNotMet,
       {}},
      {"whether there is other equipment",
       [](Workplace& w) {
         w.contract_power_kw = Decimal::Literal("299");
         w.equipment_list_complete = false;
       },
       kUnknown,
       {"equipment_list_complete"}},
      {"everything",
       [](Workplace& w) { w = Workplace(); },
       kUnknown,
       {"industry_code", "founded_on", "relocated_on", "contract_power_kw", "added_or_moved_on",
        "added_or_moved_rated_kw", "equipment_list_complete"}},
  };
  for (const Case& c : kCases) {
    Workplace workplace = FoodFactory();
    c.take_away(workplace);
    const Applicability result = Check(workplace);
    EXPECT_EQ(result.target, c.target) << c.what;
    EXPECT_THAT(result.needed, ::testing::UnorderedElementsAreArray(c.needed)) << c.what;
  }
}

TEST(HazardMissingValueTest, IsAskedForWhatIsIntended) {
  Workplace workplace = FoodFactory();
  workplace.action = "increase";
  workplace.added_or_moved_rated_kw.reset();
  const Applicability result = Check(workplace);
  EXPECT_EQ(result.industry_target, kMet);
  EXPECT_EQ(result.action_target, kUnknown);
  EXPECT_THAT(result.needed, ElementsAre("added_or_moved_rated_kw"));
}

// An industry that is not listed has no effective date to compare with.
TEST(HazardCriterionTest, OfAnUnlistedIndustryDoesNotApply) {
  Workplace workplace = FoodFactory();
  workplace.industry_code = "21101";
  workplace.added_or_moved_rated_kw = Decimal::Literal("100");
  const Applicability result = Check(workplace);
  EXPECT_EQ(Find(result, "q1").verdict, kNotMet);
  EXPECT_EQ(Find(result, "q2.founded_on").verdict, kNotApplicable);
  EXPECT_EQ(Find(result, "q2").verdict, kNotApplicable);
  EXPECT_EQ(Find(result, "q4.added_or_moved_on").verdict, kNotApplicable);
  EXPECT_EQ(Find(result, "q4").verdict, kNotApplicable);
  EXPECT_EQ(Find(result, "q3").verdict, kMet);
}

// Each criterion says what it used, what it compared with, and where the leaflet says so.
TEST(HazardCriterionTest, ExplainsItself) {
  const Applicability result = Check(FoodFactory());
  std::vector<std::string> ids;
  for (const Criterion& criterion : result.criteria) {
    ids.push_back(criterion.id);
    EXPECT_FALSE(criterion.name.ko.empty()) << criterion.id;
    EXPECT_FALSE(criterion.name.en.empty()) << criterion.id;
    EXPECT_FALSE(criterion.explanation.ko.empty()) << criterion.id;
    EXPECT_FALSE(criterion.explanation.en.empty()) << criterion.id;
    EXPECT_FALSE(criterion.source.section.empty()) << criterion.id;
    EXPECT_THAT(criterion.source.lines, Not(IsEmpty())) << criterion.id;
  }
  EXPECT_THAT(ids, ElementsAre("q1", "q2.founded_on", "q2", "q3", "q4.added_or_moved_on",
                               "q4.added_or_moved_rated_kw", "q4"));
  EXPECT_EQ(Find(result, "q1").value, "10301");
  EXPECT_EQ(Find(result, "q1").number, "①");
  EXPECT_THAT(Find(result, "q1").source.lines, ElementsAre(5, 151, 12, 157));
  EXPECT_THAT(Find(result, "q1").source.readings, ElementsAre("Q-003-18"));
  EXPECT_EQ(Find(result, "q2.founded_on").number, "②");
  EXPECT_EQ(Find(result, "q2.founded_on").value, "2015-03-02");
  EXPECT_EQ(Find(result, "q2.founded_on").op, ">=");
  EXPECT_THAT(Find(result, "q2.founded_on").source.lines, ElementsAre(152, 157));
  EXPECT_THAT(Find(result, "q2.founded_on").source.readings, ElementsAre("Q-003-3"));
  EXPECT_EQ(Find(result, "q3").number, "③");
  EXPECT_EQ(Find(result, "q3").value, "400");
  EXPECT_EQ(Find(result, "q3").explanation.ko, "기준 이상: 400 kW ≥ 300 kW");
  EXPECT_THAT(Find(result, "q3").source.lines, ElementsAre(5, 148, 153));
  EXPECT_EQ(Find(result, "q4.added_or_moved_rated_kw").number, "④");
  EXPECT_EQ(Find(result, "q4.added_or_moved_rated_kw").explanation.en,
            "Below the threshold: 50 kW < 100 kW");
  EXPECT_THAT(Find(result, "q4").source.lines, ElementsAre(154));
}

// Both kinds of target: one plan, the industry's fee (Q-003-8).
TEST(HazardBothTargetsTest, AreToldOf) {
  Workplace workplace = FoodFactory();
  workplace.equipment.push_back({"melting_furnace",
                                 {{"capacity_t", Decimal::Literal("3")}},
                                 "install",
                                 Day("2020-01-01"),
                                 {}});
  Applicability result = Check(workplace);
  EXPECT_EQ(result.both, kMet);
  EXPECT_EQ(result.target, kMet);
  EXPECT_THAT(result.notes, Contains("Q-003-8"));
  workplace.contract_power_kw = Decimal::Literal("299");
  result = Check(workplace);
  EXPECT_EQ(result.both, kNotMet);
  EXPECT_EQ(result.target, kMet);
  EXPECT_THAT(result.notes, Not(Contains("Q-003-8")));
  workplace.contract_power_kw.reset();
  result = Check(workplace);
  EXPECT_EQ(result.both, kUnknown);
  EXPECT_EQ(result.target, kMet);
  EXPECT_THAT(result.needed, ElementsAre("contract_power_kw"));
}

// Notice 2023-50, when switched on (Q-003-21): models already reviewed do not count.
TEST(HazardSettingTest, SameModelIsLeftOutOnlyWhenOn) {
  Law law = TestedLaw();
  Workplace workplace = OldFactory();
  workplace.added_or_moved_rated_kw = Decimal::Literal("150");
  workplace.same_model_reviewed_kw = Decimal::Literal("51");
  EXPECT_FALSE(law.IsOn(kSameModelSetting));
  EXPECT_EQ(CheckApplicability(law, workplace).industry_target, kMet);
  for (Setting& setting : law.settings) setting.on = setting.id == kSameModelSetting;
  Applicability result = CheckApplicability(law, workplace);
  EXPECT_EQ(result.industry_target, kNotMet);
  EXPECT_EQ(Find(result, "q4.added_or_moved_rated_kw").value, "99");
  EXPECT_THAT(Find(result, "q4.added_or_moved_rated_kw").source.readings, Contains("Q-003-21"));
  workplace.same_model_reviewed_kw = Decimal::Literal("50");
  EXPECT_EQ(CheckApplicability(law, workplace).industry_target, kMet);
  workplace.same_model_reviewed_kw.reset();
  result = CheckApplicability(law, workplace);
  EXPECT_EQ(result.industry_target, kUnknown);
  EXPECT_THAT(result.needed, ElementsAre("same_model_reviewed_kw"));
  // Too little even with them: nothing to ask.
  workplace.added_or_moved_rated_kw = Decimal::Literal("99");
  result = CheckApplicability(law, workplace);
  EXPECT_EQ(result.industry_target, kNotMet);
  EXPECT_THAT(result.needed, IsEmpty());
}

TEST(HazardSettingTest, AllAreOffByDefault) {
  std::vector<std::string> ids;
  for (const Setting& setting : TestedLaw().settings) {
    ids.push_back(setting.id);
    EXPECT_FALSE(setting.on) << setting.id;
    EXPECT_THAT(setting.source.readings, ElementsAre("Q-003-21"));
  }
  EXPECT_THAT(
      ids, UnorderedElementsAre("later_notice_same_model", "decree_excluded_chemical_equipment"));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
