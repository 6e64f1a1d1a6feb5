#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety {

// The files that hold the rules of 유해·위험방지계획서, by name.
inline constexpr char kHazardCriteriaFile[] = "hazard_criteria.yaml";
inline constexpr char kHazardOfficesFile[] = "hazard_offices.yaml";
inline constexpr char kHazardSettingsFile[] = "hazard_settings.yaml";

// Reads and checks all three: names and numbers there, every reference known, bands without gaps,
// each district with one office, every entry with its lines. INVALID_ARGUMENT names every problem
// with file and line. `files`: their texts by name; others are left alone.
absl::StatusOr<hazard::Law> ReadHazardLaw(const std::map<std::string, std::string>& files);

}  // namespace sems::chemsafety
