#include "tests/law/hazard/hazard_law_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "services/chemsafety/hazard_data.h"

namespace sems::chemsafety::hazard {
namespace {

std::string TextOf(const std::string& name) {
  const char* changed = std::getenv("SEMS_LAW_DIR");
  for (const char* directory : {changed, SEMS_CHEMSAFETY_DATA}) {
    if (directory == nullptr) continue;
    std::ifstream in(std::filesystem::path(directory) / name, std::ios::binary);
    if (in) return {std::istreambuf_iterator<char>(in), {}};
  }
  return {};
}

}  // namespace

const Law& TestedLaw() {
  static const Law* const law = [] {
    std::vector<casework::LawFile> files;
    for (const char* name : {kHazardCriteriaFile, kHazardOfficesFile, kHazardSettingsFile}) {
      files.push_back({name, TextOf(name)});
    }
    absl::StatusOr<Law> read = ReadHazardLaw(files);
    if (!read.ok()) {
      std::cerr << read.status() << "\n";
      std::exit(1);
    }
    return new Law(*std::move(read));
  }();
  return *law;
}

}  // namespace sems::chemsafety::hazard
