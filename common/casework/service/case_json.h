#pragma once

#include <string>
#include <string_view>

#include "common/casework/case_file.h"

// Entries and folded cases as they lie in the database: JSON whose keys are the fields' names; what
// is empty is left out. Reading takes what was written and nothing else: both are this program's.
namespace sems::casework {

std::string ToJson(const Entry& entry);
Entry EntryFromJson(std::string_view json);

std::string ToJson(const CaseFile& file);
CaseFile CaseFromJson(std::string_view json);

}  // namespace sems::casework
