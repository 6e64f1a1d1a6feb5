#pragma once

#include "common/casework/law.h"
#include "common/casework/law_parts.h"
#include "common/casework/law_reader.h"

namespace sems::casework {

// What is wrong with the law as a whole: states that cannot be reached or left, ids that nothing
// explains, timer events that no clock raises, numbers without citation, suspensions with one end.
LawProblems CheckLaw(const Law& law, const Places& places);

}  // namespace sems::casework
