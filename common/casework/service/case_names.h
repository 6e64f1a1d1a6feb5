#pragma once

#include <string_view>

#include "common/casework/case_file.h"

// Enumerations of a case as the contract and the tables spell them.
namespace sems::casework {

std::string_view NameOf(EntryKind kind);
std::string_view NameOf(ClockStatus status);
void Named(std::string_view name, EntryKind& kind);
void Named(std::string_view name, ClockStatus& status);

}  // namespace sems::casework
