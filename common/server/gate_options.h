#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace prometheus {
class Registry;
}
namespace sems {
class Clock;
}
namespace sems::auth {
class Verifier;
}
namespace sems::db {
class Pool;
}
namespace sems::outbox {
class Dispatcher;
}

namespace sems::server {

class AuthorityLookup;
class ServiceIdentity;

// Request metadata above this is refused for its caller alone. Below the transport's own limit (128
// KB), at which a whole connection with everybody's calls would end.
inline constexpr size_t kMaxMetadataBytes = 16 * 1024;

struct GateOptions {
  std::string service;
  db::Pool* pool = nullptr;
  const Clock* clock = nullptr;
  std::shared_ptr<auth::Verifier> user_tokens;
  std::shared_ptr<auth::Verifier> service_tokens;
  ServiceIdentity* identity = nullptr;
  AuthorityLookup* authority = nullptr;
  outbox::Dispatcher* outbox = nullptr;
  prometheus::Registry* metrics = nullptr;
  // Calls in hand above which more are refused; below the server's thread quota.
  int max_in_flight = 14;
  // Refuses changes while the audit trail has not been sealed for too long; may be empty.
  std::function<absl::Status()> may_change;
};

}  // namespace sems::server
