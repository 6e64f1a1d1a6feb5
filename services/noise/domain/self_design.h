#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/noise/domain/noise_rules.h"

// 방지시설업 등록을 한 자 외의 자의 설계·시공 (Art. 13) and 자가방지시설 설계·시공 승인 (Art. 14):
// two cases of one proviso of the Act, which the source does not hold. What the one asks is no
// condition of the other.
namespace sems::noise {

// A measure of the prevention facility (면적, 용적 …): as permitted, and by how much each change
// enlarges, replaces or improves of it.
struct FacilityMeasure {
  std::string name;
  Decimal permitted;             // above 0
  std::vector<Decimal> changes;  // each of 0 or more; the proposed one among them
};

struct SelfDesignFacts {
  std::optional<bool> process_changed;
  std::vector<FacilityMeasure> measures;
  std::optional<int> sources_covered;
  std::optional<bool> excluded_source;  // it is a grain mill
  std::optional<bool> has_skills;       // of Art. 59
};

struct MeasureFinding {
  Decimal percent;  // of the permitted value, all changes together; rounded for showing
  bool within = false;
};

struct SelfDesignFinding {
  Verdict enlargement = Verdict::kUnknown;    // Art. 13 item 1
  std::vector<MeasureFinding> measures;       // in the order given
  Verdict single_source = Verdict::kUnknown;  // Art. 13 item 2
  Verdict unregistered_may = Verdict::kUnknown;
  Verdict may_apply = Verdict::kUnknown;  // Art. 14
};

SelfDesignFinding CheckSelfDesign(const SelfDesignRule& rule, const SelfDesignFacts& facts);

}  // namespace sems::noise
