#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/casework/law_reader.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety {

// The files that hold the rules of 유해·위험방지계획서, by name.
inline constexpr char kHazardCriteriaFile[] = "hazard_criteria.yaml";
inline constexpr char kHazardOfficesFile[] = "hazard_offices.yaml";
inline constexpr char kHazardSettingsFile[] = "hazard_settings.yaml";

// Reads and checks all three: names and numbers there, every reference known, bands without gaps,
// each district with one office, every entry with its lines. INVALID_ARGUMENT names every problem
// with file and line. Other files are left alone.
absl::StatusOr<hazard::Law> ReadHazardLaw(const std::vector<casework::LawFile>& files);

}  // namespace sems::chemsafety
