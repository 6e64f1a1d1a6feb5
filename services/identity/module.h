#pragma once

#include "common/server/module.h"

namespace sems::identity {

const server::ModuleInfo& Info();

}  // namespace sems::identity
