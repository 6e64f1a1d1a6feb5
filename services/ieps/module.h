#pragma once

#include "common/server/module.h"

namespace sems::ieps {

const server::ModuleInfo& Info();

}  // namespace sems::ieps
