#pragma once

#include "common/server/module.h"

namespace sems::probe {

const server::ModuleInfo& Info();

}  // namespace sems::probe
