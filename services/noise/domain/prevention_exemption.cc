#include "services/noise/domain/prevention_exemption.h"

#include <algorithm>

namespace sems::noise {

ExemptionFinding CheckExemption(const ExemptionRule& rule,
                                const std::map<std::string, NearestPlace>& nearest,
                                const std::map<std::string, bool>& arisen) {
  ExemptionFinding finding;
  bool within = false;
  bool unknown = false;
  for (const ProtectedPlace& place : rule.places) {
    PlaceFinding found{&place, std::nullopt, Verdict::kUnknown};
    if (const auto known = nearest.find(place.name.id); known != nearest.end()) {
      found.nearest = known->second;
      // A place at the very distance is within it (이내).
      const bool outside = known->second.none || *known->second.distance_m > rule.within_m;
      found.outside = outside ? Verdict::kYes : Verdict::kNo;
    }
    within = within || found.outside == Verdict::kNo;
    unknown = unknown || found.outside == Verdict::kUnknown;
    finding.places.push_back(std::move(found));
  }
  bool lapsed = false;
  for (const ExemptionLapse& lapse : rule.lapses) {
    const auto known = arisen.find(lapse.name.id);
    const Verdict verdict = known == arisen.end() ? Verdict::kUnknown
                            : known->second       ? Verdict::kYes
                                                  : Verdict::kNo;
    lapsed = lapsed || verdict == Verdict::kYes;
    finding.lapses.push_back({&lapse, verdict});
  }
  finding.verdict = lapsed    ? ExemptionVerdict::kMustInstall
                    : within  ? ExemptionVerdict::kGroundsNotMet
                    : unknown ? ExemptionVerdict::kUnknown
                              : ExemptionVerdict::kGroundsMet;
  return finding;
}

}  // namespace sems::noise
