#pragma once

#include "common/server/module.h"

namespace sems::duty {

const server::ModuleInfo& Info();

}  // namespace sems::duty
