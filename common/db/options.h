#pragma once

#include <string>

#include "absl/time/time.h"

namespace sems::db {

struct PoolOptions {
  std::string conninfo;  // libpq connection string or URI; holds a secret, never logged
  int size = 6;          // connections at most; opened when first needed
  // How long a call waits for a free connection before RESOURCE_EXHAUSTED.
  absl::Duration acquire_timeout = absl::Milliseconds(1500);
  absl::Duration connect_timeout = absl::Seconds(1);
};

}  // namespace sems::db
