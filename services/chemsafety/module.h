#pragma once

#include "common/server/module.h"

namespace sems::chemsafety {

const server::ModuleInfo& Info();

}  // namespace sems::chemsafety
