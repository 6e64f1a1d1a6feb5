#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/calendar/holidays.h"
#include "common/casework/law_reader.h"
#include "common/values/embedded_file.h"

namespace sems::casework {

// The shared files and the service's own; a file of the same name in `directory` (empty: none)
// takes the place of the built-in one. FAILED_PRECONDITION when the directory cannot be read.
absl::StatusOr<std::vector<LawFile>> LawFilesOf(std::vector<LawFile> built_in,
                                                const std::string& directory);

// Embedded files of these names, in that order.
std::vector<LawFile> LawFilesNamed(std::span<const EmbeddedFile> embedded,
                                   const std::vector<std::string>& names);

// The one-off holidays known when the program was built and those of `file` (empty: none).
// FAILED_PRECONDITION (HOLIDAYS_BROKEN) with all that is wrong, each with its line.
absl::StatusOr<std::vector<calendar::OneOffHoliday>> OneOffHolidaysOf(const std::string& file);

// Read and checked; FAILED_PRECONDITION (LAW_BROKEN) with all that is wrong, a line each.
absl::StatusOr<Law> LawOf(const std::vector<LawFile>& files);

}  // namespace sems::casework
