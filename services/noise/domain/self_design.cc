#include "services/noise/domain/self_design.h"

namespace sems::noise {
namespace {

Verdict Of(const std::optional<bool>& fact) {
  return !fact ? Verdict::kUnknown : *fact ? Verdict::kYes : Verdict::kNo;
}

// Art. 13 item 1: all changes since the permit together, without a change of the process. Which
// measure counts is not said, so each has to stay within.
Verdict Enlargement(const SelfDesignRule& rule, const SelfDesignFacts& facts,
                    std::vector<MeasureFinding>& findings) {
  static const Decimal kHundred(100);
  bool all_within = true;
  for (const FacilityMeasure& measure : facts.measures) {
    Decimal sum;
    for (const Decimal& change : measure.changes) sum += change;
    const bool within = sum * kHundred <= rule.at_most_percent * measure.permitted;
    all_within = all_within && within;
    findings.push_back({*Decimal::Divide(sum * kHundred, measure.permitted, 2), within});
  }
  if (facts.process_changed == true || !all_within) return Verdict::kNo;
  if (!facts.process_changed || facts.measures.empty()) return Verdict::kUnknown;
  return Verdict::kYes;
}

// Art. 13 item 2.
Verdict SingleSource(const SelfDesignRule& rule, const SelfDesignFacts& facts) {
  if (facts.excluded_source == true) return Verdict::kNo;
  if (facts.sources_covered && *facts.sources_covered != rule.sources) return Verdict::kNo;
  if (!facts.sources_covered || !facts.excluded_source) return Verdict::kUnknown;
  return Verdict::kYes;
}

}  // namespace

SelfDesignFinding CheckSelfDesign(const SelfDesignRule& rule, const SelfDesignFacts& facts) {
  SelfDesignFinding finding;
  finding.enlargement = Enlargement(rule, facts, finding.measures);
  finding.single_source = SingleSource(rule, facts);
  const bool either =
      finding.enlargement == Verdict::kYes || finding.single_source == Verdict::kYes;
  const bool neither = finding.enlargement == Verdict::kNo && finding.single_source == Verdict::kNo;
  finding.unregistered_may = either ? Verdict::kYes : neither ? Verdict::kNo : Verdict::kUnknown;
  finding.may_apply = Of(facts.has_skills);
  return finding;
}

}  // namespace sems::noise
