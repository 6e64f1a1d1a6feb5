#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/casework/law.h"

// Reads data files into a Law and checks it whole: every state reachable, every event, role, guard,
// clock and procedure known, every number cited. A file that fails any check is refused with all
// its problems, each naming file and line.
namespace sems::casework {

struct LawFile {
  std::string name;  // "chem_machines.yaml"
  std::string text;
};

// "chem_machines.yaml:41: unknown event plan_fit"
using LawProblems = std::vector<std::string>;

// `shared`: vocabulary.yaml and default_flows.yaml of this library are always read first.
std::variant<Law, LawProblems> ReadLaw(const std::vector<LawFile>& files);

// The files built into this library.
std::vector<LawFile> SharedLawFiles();

}  // namespace sems::casework
