#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/chemsafety/domain/hazard_criterion.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

struct AccidentsQuestion {
  std::optional<int> workers;  // 상시근로자
  std::string party;  // "individual_owner", "responsible_manager", "corporation"; empty: not known
  std::optional<absl::CivilDay> on;
};

struct AccidentsAnswer {
  std::vector<Criterion> criteria;
  const SeriousAccidentsBand* band = nullptr;
  // From when it applies; none: never for this party, or not known.
  std::optional<absl::CivilDay> applies_from;
  Verdict exempt = Verdict::kUnknown;
  Verdict applies = Verdict::kUnknown;  // on the day asked for
  std::vector<std::string> needed;
};

// From when the 중대재해 처벌 등에 관한 법률 applies to the party at a workplace of that many
// workers, and whether it does on that day (leaflet L100-103). A number of workers that is not
// known never frees anybody. `path`: of the request, in front of its fields ("" or
// "serious_accidents.").
AccidentsAnswer CheckSeriousAccidents(const Law& law, const AccidentsQuestion& question,
                                      const std::string& path);

}  // namespace sems::chemsafety::hazard
