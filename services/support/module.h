#pragma once

#include "common/server/module.h"

namespace sems::support {

const server::ModuleInfo& Info();

}  // namespace sems::support
