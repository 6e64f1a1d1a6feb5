#pragma once

#include <variant>

#include "common/casework/law.h"
#include "common/casework/law_reader.h"
#include "services/noise/domain/noise_rules.h"

namespace sems::noise {

inline constexpr char kNoiseRulesFile[] = "noise_rules.yaml";

// Reads and checks the file, with the numbers that `law` has of its procedures; otherwise
// everything that is wrong, each with its line.
std::variant<NoiseRules, casework::LawProblems> ReadNoiseRules(const casework::LawFile& file,
                                                               const casework::Law& law);

}  // namespace sems::noise
