#pragma once

#include <string>
#include <vector>

#include "common/server/module.h"

namespace sems::semsd {

// Every service of the system, in the order in which a single process starts them: providers first.
const std::vector<const server::ModuleInfo*>& AllServices();
std::vector<std::string> ServiceNames();

}  // namespace sems::semsd
