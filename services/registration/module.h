#pragma once

#include "common/server/module.h"

namespace sems::registration {

const server::ModuleInfo& Info();

}  // namespace sems::registration
