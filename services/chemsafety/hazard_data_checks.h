#pragma once

#include "services/chemsafety/domain/hazard_law.h"
#include "services/chemsafety/hazard_yaml.h"
#include "yaml-cpp/yaml.h"

// What one entry says of another: references, bands, who is in charge of what. Run after the file
// was read; problems name the line of the entry.
namespace sems::chemsafety {

void CheckCriteria(YamlFile& file, const YAML::Node& root, const hazard::Law& law);
void CheckSettings(YamlFile& file, const YAML::Node& root, const hazard::Law& law);
void CheckOffices(YamlFile& file, const YAML::Node& root, const hazard::Law& law);

}  // namespace sems::chemsafety
