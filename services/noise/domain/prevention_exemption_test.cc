#include "services/noise/domain/prevention_exemption.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

// 방지시설의 설치면제 (Art. 12).
namespace sems::noise {
namespace {

using ::testing::SizeIs;

// Art. 12(1): 200 m, four kinds of place. The product's own numbers: tests/law/noise.
ExemptionRule Rule() {
  return {Decimal(200),
          "Art. 12(1)-(2)",
          {{{"living", "", ""}, "Art. 12(1)1", ""}, {{"workplace", "", ""}, "Art. 12(1)2", ""}},
          {{{"newly_built", "", ""}, "protected_place_newly_built", "Art. 12(2)1"},
           {{"dispute", "", ""}, "damage_dispute_arisen", "Art. 12(2)2"}}};
}
NearestPlace At(const char* metres) { return {false, Decimal::Literal(metres)}; }
const NearestPlace kNone{true, std::nullopt};

TEST(PreventionExemptionTest, WithinMeansAtTheDistanceToo) {
  struct Case {
    const char* metres;
    ExemptionVerdict verdict;
  };
  for (const Case& c : {Case{"0", ExemptionVerdict::kGroundsNotMet},
                        Case{"199.9", ExemptionVerdict::kGroundsNotMet},
                        Case{"200", ExemptionVerdict::kGroundsNotMet},
                        Case{"200.1", ExemptionVerdict::kGroundsMet}}) {
    const ExemptionFinding finding =
        CheckExemption(Rule(), {{"living", At(c.metres)}, {"workplace", kNone}}, {});
    EXPECT_EQ(finding.verdict, c.verdict) << c.metres;
  }
}

TEST(PreventionExemptionTest, WhatNothingIsSaidOfIsUnknown) {
  EXPECT_EQ(CheckExemption(Rule(), {}, {}).verdict, ExemptionVerdict::kUnknown);
  EXPECT_EQ(CheckExemption(Rule(), {{"living", kNone}}, {}).verdict, ExemptionVerdict::kUnknown);
  // One place within is enough, whatever is not known.
  const ExemptionFinding within = CheckExemption(Rule(), {{"living", At("50")}}, {});
  EXPECT_EQ(within.verdict, ExemptionVerdict::kGroundsNotMet);
  ASSERT_THAT(within.places, SizeIs(2));
  EXPECT_EQ(within.places[0].outside, Verdict::kNo);
  EXPECT_EQ(within.places[1].outside, Verdict::kUnknown);
}

// Art. 12(2): whoever is exempt has to act all the same.
TEST(PreventionExemptionTest, AReasonThatHasArisenAsksForAFacility) {
  const std::map<std::string, NearestPlace> nothing_near = {{"living", kNone},
                                                            {"workplace", kNone}};
  const ExemptionFinding lapsed =
      CheckExemption(Rule(), nothing_near, {{"newly_built", false}, {"dispute", true}});
  EXPECT_EQ(lapsed.verdict, ExemptionVerdict::kMustInstall);
  EXPECT_EQ(lapsed.lapses[0].arisen, Verdict::kNo);
  EXPECT_EQ(lapsed.lapses[1].arisen, Verdict::kYes);
  const ExemptionFinding unsaid = CheckExemption(Rule(), nothing_near, {});
  EXPECT_EQ(unsaid.verdict, ExemptionVerdict::kGroundsMet);
  EXPECT_EQ(unsaid.lapses[0].arisen, Verdict::kUnknown);
}

}  // namespace
}  // namespace sems::noise
