#include "common/casework/law_reader.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "common/casework/law_checks.h"
#include "common/casework/law_parts.h"
#include "common/casework/yaml_map.h"
#include "common/values/embedded_file.h"
#include "yaml-cpp/yaml.h"

namespace sems::casework {

std::span<const EmbeddedFile> DataFiles();  // data/*, embedded by the build

namespace {

void ReadFile(const LawFile& given, Law& law, Places& places, LawProblems& problems) {
  YamlFile file(given.name);
  try {
    const YAML::Node root = YAML::Load(given.text);
    const YamlMap top(
        file, root, {"laws", "roles", "events", "conditions", "guards", "procedures", "machines"});
    ReadVocabulary(file, top, law, places);
    ReadProcedures(file, top, law, places);
    ReadMachines(file, top, law, places);
  } catch (const YAML::Exception& error) {
    file.Problem(error.mark.line + 1, error.msg);
  }
  problems.insert(problems.end(), file.problems().begin(), file.problems().end());
}

}  // namespace

std::vector<LawFile> SharedLawFiles() {
  std::vector<LawFile> files;
  for (const EmbeddedFile& file : DataFiles())
    files.push_back({std::string(file.name), std::string(file.contents)});
  return files;
}

std::variant<Law, LawProblems> ReadLaw(const std::vector<LawFile>& files) {
  Law law;
  Places places;
  LawProblems problems;
  // A given file takes the place of the shared one of its name.
  for (const LawFile& shared : SharedLawFiles()) {
    const bool given = std::any_of(files.begin(), files.end(),
                                   [&](const LawFile& file) { return file.name == shared.name; });
    if (!given) ReadFile(shared, law, places, problems);
  }
  for (const LawFile& file : files) ReadFile(file, law, places, problems);
  if (problems.empty()) {
    AddParameters(law);
    problems = CheckLaw(law, places);
  }
  if (!problems.empty()) return problems;
  return law;
}

}  // namespace sems::casework
