#pragma once

#include <variant>

#include "common/casework/law_reader.h"
#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {

inline constexpr char kChemRulesFile[] = "chem_rules.yaml";

// Reads and checks the file; otherwise everything that is wrong, each with its line.
std::variant<ChemRules, casework::LawProblems> ReadChemRules(const casework::LawFile& file);

}  // namespace sems::chemsafety
