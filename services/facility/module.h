#pragma once

#include "common/server/module.h"

namespace sems::facility {

// 시설현황: survey years, stacks, emission facilities, control devices, items, connections.
const server::ModuleInfo& Info();

}  // namespace sems::facility
