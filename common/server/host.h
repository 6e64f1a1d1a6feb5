#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/config.h"
#include "common/server/module.h"
#include "common/values/clock.h"

namespace sems::server {

// The name under which health tells readiness ("" is liveness; each gRPC service has its own name
// as well).
inline constexpr char kReadiness[] = "ready";

// Runs a set of services in this process, each with a gRPC server, database pool, gate and outbox
// of its own. Calls between them go through gRPC all the same.
class Host {
 public:
  struct Addresses {
    std::string listen;   // as bound: "unix:/…" or "127.0.0.1:43210"
    std::string metrics;  // "127.0.0.1:40001", or empty
  };

  // `config`, `clock` and the module infos outlive the host. `system`: all services of the system,
  // hosted here or elsewhere.
  static absl::StatusOr<std::unique_ptr<Host>> Start(const config::Config& config,
                                                     const Clock& clock,
                                                     const std::vector<const ModuleInfo*>& hosted,
                                                     const std::vector<const ModuleInfo*>& system);
  ~Host();

  const std::map<std::string, Addresses>& addresses() const { return addresses_; }

  // Not ready, then no new calls, then waits for those in hand until the grace period ends.
  void Stop(absl::Duration grace);

 private:
  class Hosted;
  class ConfiguredPeers;
  Host();

  std::unique_ptr<ConfiguredPeers> peers_;
  std::vector<std::unique_ptr<Hosted>> hosted_;
  std::map<std::string, Addresses> addresses_;
};

// Accepts the health check's verdict of a listening service: OK when it is SERVING.
absl::Status CheckHealth(const std::string& target, const std::string& service,
                         absl::Duration timeout);

}  // namespace sems::server
