#pragma once

#include "common/casework/yaml_map.h"
#include "services/chemsafety/domain/hazard_law.h"
#include "yaml-cpp/yaml.h"

// What one entry says of another: references, bands, who is in charge of what. Run after the file
// was read; problems name the line of the entry.
namespace sems::chemsafety {

using casework::YamlFile;

void CheckCriteria(YamlFile& file, const YAML::Node& root, const hazard::Law& law);
void CheckSettings(YamlFile& file, const YAML::Node& root, const hazard::Law& law);
void CheckOffices(YamlFile& file, const YAML::Node& root, const hazard::Law& law);

}  // namespace sems::chemsafety
