#pragma once

#include <string>

#include "absl/time/time.h"

namespace sems::db {

struct PoolOptions {
  std::string conninfo;  // libpq connection string or URI; holds a secret, never logged
  std::string schema;    // search_path of the sessions
  int size = 6;          // connections at most; opened when first needed
  // How long a call waits for a free connection before RESOURCE_EXHAUSTED.
  absl::Duration acquire_timeout = absl::Milliseconds(1500);
  // No transaction outlives this, whatever deadline its caller set (or did not set).
  absl::Duration longest_transaction = absl::Seconds(60);
};

}  // namespace sems::db
