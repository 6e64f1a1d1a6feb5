#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace sems::xlsx {

// Why a file was not read; INVALID_ARGUMENT all, told apart by their reason.
absl::Status NotAWorkbook(std::string_view why, std::string_view why_ko);
absl::Status WorkbookDamaged(std::string_view part, std::string_view why);
absl::Status WorkbookTooLarge(std::string_view what, std::string_view what_ko);
absl::Status WorkbookRefused(std::string_view why, std::string_view why_ko);

}  // namespace sems::xlsx
