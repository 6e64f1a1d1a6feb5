#pragma once

#include <cstdint>

namespace sems::support {

// What the handlers work with besides the call.
struct Deps {
  std::int64_t max_file_bytes = 0;
  std::int64_t max_owner_bytes = 0;
};

}  // namespace sems::support
