#pragma once

#include "common/server/module.h"

namespace sems::probe {

const server::ModuleInfo& Info();

// Of the module that was made last.
server::Gate& LatestGate();

}  // namespace sems::probe
