#pragma once

#include <vector>

#include "common/server/module.h"

namespace sems::semsd {

// Every service of the system (scripts/cmake/ServiceList.cmake), in the order in which a single
// process starts them: providers first.
const std::vector<const server::ModuleInfo*>& AllServices();

}  // namespace sems::semsd
