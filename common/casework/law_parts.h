#pragma once

#include <map>
#include <string>

#include "common/casework/law.h"
#include "common/casework/yaml_map.h"

// The parts of a data file, read into the law. What is wrong with a value by itself becomes a
// problem of the file; what is wrong with the whole is for law_checks.h.
namespace sems::casework {

// Where things stand, for what is found later: "chem_machines.yaml:41", by "machine/<id>",
// "machine/<id>/transition/<n>", "machine/<id>/clock/<id>", "procedure/<id>", "guard/<id>", …
using Places = std::map<std::string, std::string>;

void ReadVocabulary(YamlFile& file, const YamlMap& top, Law& law, Places& places);
void ReadProcedures(YamlFile& file, const YamlMap& top, Law& law, Places& places);
void ReadMachines(YamlFile& file, const YamlMap& top, Law& law, Places& places);

Text ReadName(const YamlMap& map);  // `ko` and `en`
// `amount` and `unit`; none when neither is there.
std::optional<calendar::Period> ReadPeriod(const YamlMap& map);
std::optional<calendar::Mode> ParseMode(std::string_view name);
std::optional<calendar::Direction> ParseDirection(std::string_view name);
calendar::Switches ReadSwitches(const YamlMap& map);
std::optional<ExtensionRule> ReadExtension(YamlFile& file, const YamlMap& map);
void Remember(YamlFile& file, const YAML::Node& node, const std::string& what, Places& places);

// The numbers that the sources leave open and that something in the law depends on.
void AddParameters(Law& law);

}  // namespace sems::casework
