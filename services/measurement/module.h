#pragma once

#include "common/server/module.h"

namespace sems::measurement {

const server::ModuleInfo& Info();

}  // namespace sems::measurement
