#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/noise/domain/noise_rules.h"

// 방지시설 설치면제 (Art. 12).
namespace sems::noise {

// What is known of the nearest place of a kind.
struct NearestPlace {
  bool none = false;                  // there is no such place anywhere near
  std::optional<Decimal> distance_m;  // straight line from the site boundary
};

struct PlaceFinding {
  const ProtectedPlace* place = nullptr;
  std::optional<NearestPlace> nearest;
  Verdict outside = Verdict::kUnknown;  // not within the distance
};

struct LapseFinding {
  const ExemptionLapse* lapse = nullptr;
  Verdict arisen = Verdict::kUnknown;
};

enum class ExemptionVerdict {
  kGroundsMet,     // the governor may exempt
  kGroundsNotMet,  // a protected place is within the distance
  kMustInstall,    // a reason of Art. 12(2) has arisen: a prevention facility is due
  kUnknown,        // something has not been said
};

struct ExemptionFinding {
  ExemptionVerdict verdict = ExemptionVerdict::kUnknown;
  std::vector<PlaceFinding> places;  // every kind, also those nothing was said of
  std::vector<LapseFinding> lapses;
};

// `nearest`, `arisen`: by id; what nothing is said of is unknown, never absent.
ExemptionFinding CheckExemption(const ExemptionRule& rule,
                                const std::map<std::string, NearestPlace>& nearest,
                                const std::map<std::string, bool>& arisen);

}  // namespace sems::noise
