#pragma once

#include <functional>
#include <string>

#include "common/casework/law.h"

// Whether the parts of a law fit together, each by itself being known: no event that could lead to
// two places, no extension of a clock that cannot be extended, no number that nobody can look up.
namespace sems::casework {

// A place of the law ("machine/noise_hearing_machine/transition/3") and what is wrong there.
using Complain = std::function<void(const std::string& place, const std::string& what)>;

void CheckFits(const Law& law, const Complain& complain);

}  // namespace sems::casework
