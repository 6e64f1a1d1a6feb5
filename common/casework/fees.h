#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/casework/view.h"

// Fees. An application owes its fee from the day it is filed; payment may follow it, so nothing
// bars the filing, but the authority decides on nothing that has not been paid for. Amounts the
// sources do not give are no fees here (never zero).
namespace sems::casework {

// What a transition under a procedure makes owed; none: nothing.
std::optional<FeeFact> FeeOwedBy(const View& view, int transition, const Procedure& procedure);
// What opening a case owes, where the opening is the filing.
std::optional<FeeFact> FeeOwedByOpening(const MachineIndex& machine, const Procedure& procedure);

// What is owed and not paid, over all of the case.
int64_t UnpaidKrw(const CaseFile& file);
// What has to be paid before this transition may be raised; 0: nothing.
int64_t FeeBlocking(const View& view, int transition, const Procedure& procedure);

}  // namespace sems::casework
