#pragma once

#include "common/casework/yaml_map.h"
#include "services/chemsafety/domain/hazard_law.h"
#include "yaml-cpp/yaml.h"

// One file each into the law; what is wrong with a value by itself becomes a problem of the file.
namespace sems::chemsafety {

using casework::YamlFile;
using casework::YamlMap;

void ReadCriteria(YamlFile& file, const YAML::Node& root, hazard::Law& law);
void ReadSettings(YamlFile& file, const YAML::Node& root, hazard::Law& law);
void ReadOffices(YamlFile& file, const YAML::Node& root, hazard::Law& law);

// Where the entry stands in the leaflet. `section`: of Law::sections, unless the entry names one.
hazard::Source ReadSource(const YamlMap& map, const char* section);
hazard::Text ReadText(const YamlMap& map);  // `ko` and `en`

}  // namespace sems::chemsafety
