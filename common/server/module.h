#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/config.h"
#include "common/values/clock.h"
#include "common/values/embedded_file.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/codegen/service_type.h"

namespace prometheus {
class Registry;
}
namespace sems::db {
class Pool;
}
namespace sems::outbox {
class Dispatcher;
}

namespace sems::server {

class Gate;
class ServiceIdentity;

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
  // Signs for the service when it calls others in its own name.
  ServiceIdentity* identity = nullptr;
  const config::Config* config = nullptr;
  outbox::Dispatcher* outbox = nullptr;
  prometheus::Registry* metrics = nullptr;
  // Services that keep a directory of the sites, by name: who is told of each change of a site.
  std::vector<std::string> site_keepers;
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
  // It hosts SiteDirectoryService. The one that owns the sites need not be told of them.
  bool keeps_sites = true;
  // Configuration keys beyond those that every service has; may be null.
  std::vector<config::Key> (*settings)() = nullptr;
  // Of tables that several services have alike (casework's), applied before its own; may be null.
  // Their names differ from those of its own and of the core.
  std::span<const EmbeddedFile> (*shared_migrations)() = nullptr;
  // The largest message it takes. The default: an upload of a workbook (10 MB) with its envelope.
  int max_request_bytes = 12 * 1024 * 1024;
};

// All that builds the service's schema after the core files, in order.
inline std::vector<EmbeddedFile> MigrationsOf(const ModuleInfo& info) {
  std::vector<EmbeddedFile> files;
  for (const auto of : {info.shared_migrations, info.migrations}) {
    if (of == nullptr) continue;
    const std::span<const EmbeddedFile> some = of();
    files.insert(files.end(), some.begin(), some.end());
  }
  return files;
}

// The configuration keys that only some of the services have.
inline std::vector<config::Key> SettingsOf(const std::vector<const ModuleInfo*>& services) {
  std::vector<config::Key> keys;
  for (const ModuleInfo* service : services) {
    if (service->settings == nullptr) continue;
    for (config::Key& key : service->settings()) keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace sems::server
