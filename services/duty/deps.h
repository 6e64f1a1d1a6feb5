#pragma once

#include <memory>

#include "common/values/clock.h"
#include "services/duty/secret_box.h"
#include "services/duty/settings.h"

namespace sems::db {
class Pool;
}
namespace sems::server {
class Gate;
class ServiceIdentity;
}  // namespace sems::server

namespace sems::duty {

class Records;
class ReminderWork;

// What the handlers and the background work with beside the call.
struct Deps {
  db::Pool* pool = nullptr;
  const Clock* clock = nullptr;
  server::Gate* gate = nullptr;
  server::ServiceIdentity* identity = nullptr;
  Settings settings;
  SecretBox secrets;
  std::unique_ptr<Records> records;
  ReminderWork* work = nullptr;
};

}  // namespace sems::duty
