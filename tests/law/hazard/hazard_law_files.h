#pragma once

#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

// The product's data, read from services/chemsafety/data; files of the directory that
// SEMS_LAW_DIR names take their place (a run that changes one number at a time). Ends the
// program when the reader refuses them: a changed number that is refused has been noticed too.
const Law& TestedLaw();

}  // namespace sems::chemsafety::hazard
