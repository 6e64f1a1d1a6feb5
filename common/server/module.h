#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/values/clock.h"
#include "common/values/embedded_file.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/codegen/service_type.h"

namespace prometheus {
class Registry;
}
namespace sems::config {
class Config;
}
namespace sems::db {
class Pool;
}
namespace sems::outbox {
class Dispatcher;
}

namespace sems::server {

class Gate;

// Channels to the other services, by name; made once, when first used.
class Peers {
 public:
  virtual ~Peers() = default;
  virtual std::shared_ptr<grpc::Channel> Channel(std::string_view service) = 0;
};

// What a service is given to work with. All of it outlives the module.
struct ModuleDeps {
  db::Pool* pool = nullptr;
  const Clock* clock = nullptr;
  Peers* peers = nullptr;
  Gate* gate = nullptr;
  const config::Config* config = nullptr;
  outbox::Dispatcher* outbox = nullptr;
  prometheus::Registry* metrics = nullptr;
};

// A gRPC service with its name, by which the gate finds its access rules.
struct Served {
  grpc::Service* service;
  std::string full_name;
};
// Serves<v1::StackService>(stack_service_)
template <class GrpcService>
Served Serves(typename GrpcService::Service& implementation) {
  return {&implementation, GrpcService::service_full_name()};
}

// A hosted service.
class Module {
 public:
  virtual ~Module() = default;
  // The gRPC services it serves; each is guarded by deps.gate.
  virtual std::vector<Served> Services() = 0;
  // Background work (expiry, timers); Stop ends it and waits.
  virtual void Start() {}
  virtual void Stop() {}
};

// How semsd and the test harness know a service. Each services/<domain>/module.h declares
// `const server::ModuleInfo& sems::<domain>::Info();`
struct ModuleInfo {
  std::string name;                               // "registration"; also schema and config prefix
  std::span<const EmbeddedFile> (*migrations)();  // of its schema, after the core ones
  absl::StatusOr<std::unique_ptr<Module>> (*make)(const ModuleDeps& deps);
};

}  // namespace sems::server
