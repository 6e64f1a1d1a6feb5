#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/ieps/domain/form.h"

namespace sems::ieps {

// The forms and tabs of data/ieps_mapping.yaml, checked (FindProblems). INVALID_ARGUMENT names
// every problem: a name the program does not know, a column that breaks the manual's counts.
absl::StatusOr<Catalog> ReadMappingFile(std::string_view yaml);

// The file built into the program. Read once; a service does not start with a bad one.
absl::StatusOr<const Catalog*> BuiltInCatalog();

}  // namespace sems::ieps
