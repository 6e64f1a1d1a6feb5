#pragma once

#include "common/server/module.h"

namespace sems::noise {

const server::ModuleInfo& Info();

}  // namespace sems::noise
