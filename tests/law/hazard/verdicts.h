#pragma once

#include <ostream>

#include "services/chemsafety/domain/hazard_criterion.h"

namespace sems::chemsafety::hazard {

inline void PrintTo(Verdict verdict, std::ostream* out) {
  const char* const names[] = {"met", "not met", "unknown", "not applicable"};
  *out << names[static_cast<int>(verdict)];
}

inline Verdict Of(bool holds) { return holds ? Verdict::kMet : Verdict::kNotMet; }

}  // namespace sems::chemsafety::hazard
