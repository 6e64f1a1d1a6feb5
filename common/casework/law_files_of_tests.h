#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "common/casework/law_reader.h"

// The services' law data as the tests of the engine read them: from the directory that
// SEMS_LAW_DIR names, or from the source tree.
namespace sems::casework {

inline LawFile LawFileOfTests(const std::string& directory, const std::string& name) {
  for (const std::string& from :
       {std::string(std::getenv("SEMS_LAW_DIR") == nullptr ? "" : std::getenv("SEMS_LAW_DIR")),
        std::string(SEMS_SOURCE_DIR) + "/" + directory}) {
    std::ifstream in(from + "/" + name);
    if (!from.empty() && in) return {name, std::string(std::istreambuf_iterator<char>(in), {})};
  }
  return {name, ""};
}

inline std::vector<LawFile> LawFilesOfTests(const std::string& directory,
                                            const std::vector<std::string>& names) {
  std::vector<LawFile> files;
  for (const char* shared : {"vocabulary.yaml", "default_flows.yaml"})
    files.push_back(LawFileOfTests("common/casework/data", shared));
  for (const std::string& name : names) files.push_back(LawFileOfTests(directory, name));
  return files;
}

inline std::vector<LawFile> NoiseLawFiles() {
  return LawFilesOfTests("services/noise/data", {"procedures.yaml", "machines.yaml"});
}

inline std::vector<LawFile> ChemsafetyLawFiles() {
  return LawFilesOfTests("services/chemsafety/data",
                         {"chem_procedures.yaml", "chem_machines.yaml", "hazard_procedures.yaml",
                          "hazard_machines.yaml"});
}

}  // namespace sems::casework
