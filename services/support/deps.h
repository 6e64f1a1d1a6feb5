#pragma once

#include <cstdint>

#include "services/support/upload_room.h"

namespace sems::support {

// What the handlers work with besides the call.
struct Deps {
  std::int64_t max_file_bytes = 0;
  std::int64_t max_owner_bytes = 0;
  UploadRoom uploads;
};

}  // namespace sems::support
