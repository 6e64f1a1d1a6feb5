#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/casework/view.h"

// Transitions that leave a state, and the procedure that one belongs to.
namespace sems::casework {

// Events that somebody can raise from here, in the case's variant.
std::vector<std::string> RaisableEvents(const View& view);

// The place of the transition that an entry took. Under the law it was taken in that is the place
// it names; where the law has changed since, that of the step between the same states by the same
// event. -1: it took none, or the law has it no more.
int TransitionTaken(const MachineIndex& machine, const Entry& entry);

// The procedures a transition may belong to. The case's own if that is among them; else those that
// its variant runs as; else all. Empty: it belongs to none.
std::vector<const Procedure*> ProceduresOf(const View& view, const Transition& transition);

// The guards of several transitions, each once, in the order of the law.
std::vector<std::string> GuardsOf(const View& view, const std::vector<int>& transitions);

}  // namespace sems::casework
