#pragma once

#include "common/server/module.h"

namespace sems::operations {

const server::ModuleInfo& Info();

}  // namespace sems::operations
