#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace sems::xlsx {

struct ZipFile {
  std::string name;  // UTF-8, may be Korean: the entry carries the UTF-8 flag
  std::string bytes;
};

// Several files as one ZIP. The entries' time is fixed: the same files give the same bytes.
// INVALID_ARGUMENT when there are no files, two bear the same name, or a name is empty.
absl::StatusOr<std::string> WriteZip(const std::vector<ZipFile>& files);

}  // namespace sems::xlsx
