#include "services/noise/domain/self_design.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

// Art. 13 and Art. 14.
namespace sems::noise {
namespace {

SelfDesignRule Rule() {
  SelfDesignRule rule;
  rule.at_most_percent = Decimal(30);
  rule.sources = 1;
  return rule;
}

FacilityMeasure Measure(const char* permitted, const std::vector<const char*>& changes) {
  FacilityMeasure measure{"면적", Decimal::Literal(permitted), {}};
  for (const char* change : changes) measure.changes.push_back(Decimal::Literal(change));
  return measure;
}

// Art. 13 item 1 and its proviso: all changes since the permit together.
TEST(SelfDesignTest, AtMostThirtyPercentOfWhatWasPermittedAllTogether) {
  struct Case {
    std::vector<FacilityMeasure> measures;
    std::optional<bool> process_changed;
    Verdict verdict;
  };
  for (const Case& c :
       {Case{{Measure("100", {"30"})}, false, Verdict::kYes},
        Case{{Measure("100", {"30.01"})}, false, Verdict::kNo},
        Case{{Measure("100", {"20", "10"})}, false, Verdict::kYes},
        Case{{Measure("100", {"20", "10.001"})}, false, Verdict::kNo},
        Case{{Measure("3", {"0.9"})}, false, Verdict::kYes},
        Case{{Measure("100", {"10"}), Measure("40", {"12.1"})}, false, Verdict::kNo},
        Case{{Measure("100", {"10"})}, true, Verdict::kNo},
        Case{{Measure("100", {"10"})}, std::nullopt, Verdict::kUnknown},
        Case{{Measure("100", {"40"})}, std::nullopt, Verdict::kNo},
        Case{{}, false, Verdict::kUnknown}}) {
    SelfDesignFacts facts;
    facts.measures = c.measures;
    facts.process_changed = c.process_changed;
    EXPECT_EQ(CheckSelfDesign(Rule(), facts).enlargement, c.verdict);
  }
  SelfDesignFacts facts;
  facts.measures = {Measure("300", {"90.001"})};
  facts.process_changed = false;
  const SelfDesignFinding finding = CheckSelfDesign(Rule(), facts);
  EXPECT_EQ(finding.measures[0].percent.ToString(), "30.00");  // shown rounded, judged exactly
  EXPECT_FALSE(finding.measures[0].within);
}

// Art. 13 item 2.
TEST(SelfDesignTest, ASingleSourceThatIsNoGrainMill) {
  struct Case {
    std::optional<int> sources;
    std::optional<bool> grain_mill;
    Verdict verdict;
  };
  for (const Case& c :
       {Case{1, false, Verdict::kYes}, Case{2, false, Verdict::kNo}, Case{1, true, Verdict::kNo},
        Case{1, std::nullopt, Verdict::kUnknown}, Case{std::nullopt, false, Verdict::kUnknown},
        Case{2, std::nullopt, Verdict::kNo}, Case{std::nullopt, true, Verdict::kNo}}) {
    SelfDesignFacts facts;
    facts.sources_covered = c.sources;
    facts.excluded_source = c.grain_mill;
    EXPECT_EQ(CheckSelfDesign(Rule(), facts).single_source, c.verdict);
  }
}

// Two cases of Art. 13, and Art. 14 beside them: none is a condition of another.
TEST(SelfDesignTest, EachCaseStandsByItself) {
  SelfDesignFacts facts;
  facts.process_changed = true;
  facts.sources_covered = 1;
  facts.excluded_source = false;
  SelfDesignFinding finding = CheckSelfDesign(Rule(), facts);
  EXPECT_EQ(finding.unregistered_may, Verdict::kYes);
  EXPECT_EQ(finding.may_apply, Verdict::kUnknown);
  facts.sources_covered = 3;
  facts.has_skills = true;
  finding = CheckSelfDesign(Rule(), facts);
  EXPECT_EQ(finding.unregistered_may, Verdict::kNo);
  EXPECT_EQ(finding.may_apply, Verdict::kYes);
  facts.has_skills = false;
  EXPECT_EQ(CheckSelfDesign(Rule(), facts).may_apply, Verdict::kNo);
  EXPECT_EQ(CheckSelfDesign(Rule(), {}).unregistered_may, Verdict::kUnknown);
}

}  // namespace
}  // namespace sems::noise
