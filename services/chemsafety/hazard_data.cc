#include "services/chemsafety/hazard_data.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/chemsafety/hazard_data_checks.h"
#include "services/chemsafety/hazard_data_parts.h"
#include "yaml-cpp/yaml.h"

namespace sems::chemsafety {
namespace {

// The file as a document; a problem when it is not there or no YAML.
std::optional<YAML::Node> Load(const std::vector<casework::LawFile>& files, YamlFile& file) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const casework::LawFile& given) {
    return given.name == file.name();
  });
  if (found == files.end()) {
    file.Problem(1, "the file is missing");
    return std::nullopt;
  }
  try {
    return YAML::Load(found->text);
  } catch (const YAML::Exception& error) {
    file.Problem(error.mark.line + 1, error.msg);
    return std::nullopt;
  }
}

}  // namespace

absl::StatusOr<hazard::Law> ReadHazardLaw(const std::vector<casework::LawFile>& files) {
  hazard::Law law;
  std::vector<std::string> problems;
  const auto read = [&](const char* name, auto... parts) {
    YamlFile file(name);
    if (const std::optional<YAML::Node> root = Load(files, file)) {
      try {
        (parts(file, *root, law), ...);
      } catch (const YAML::Exception& error) {
        file.Problem(error.mark.line + 1, error.msg);
      }
    }
    problems.insert(problems.end(), file.problems().begin(), file.problems().end());
  };
  read(kHazardCriteriaFile, ReadCriteria, CheckCriteria);
  read(kHazardSettingsFile, ReadSettings, CheckSettings);
  read(kHazardOfficesFile, ReadOffices, CheckOffices);
  if (!problems.empty()) return absl::InvalidArgumentError(absl::StrJoin(problems, "\n"));
  return law;
}

}  // namespace sems::chemsafety
