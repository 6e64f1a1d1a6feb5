#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/calendar/holidays.h"
#include "common/casework/engine.h"
#include "common/casework/law_reader.h"
#include "common/casework/service/editions.h"
#include "common/casework/service/parameters.h"
#include "common/casework/service/sides.h"
#include "common/config/config.h"
#include "common/server/module.h"
#include "common/values/embedded_file.h"

namespace sems::casework {

// The tables of cases, for the service's schema.
std::span<const EmbeddedFile> Migrations();

// The configuration keys of a service that keeps cases.
std::vector<config::Key> Settings(const std::string& service);

// What a service's cases run by: its law, read and checked, the engine over it, the numbers that
// have been set. One per hosted service; outlives every call.
class Casework {
 public:
  // `built_in`: the service's own data files. Those in the directory that <service>.law_dir names
  // take the place of the built-in ones. FAILED_PRECONDITION (LAW_BROKEN) names file and line of
  // all that is wrong.
  static absl::StatusOr<std::unique_ptr<Casework>> Make(const server::ModuleDeps& deps,
                                                        std::string service,
                                                        std::vector<LawFile> built_in);

  const std::string& service() const { return service_; }
  const Law& law() const { return law_; }
  const Engine& engine() const { return engine_; }
  const SidesOfLaw& sides() const { return sides_; }
  Parameters& parameters() { return *parameters_; }
  const calendar::Holidays& holidays() const { return holidays_; }
  const Editions& editions() const { return editions_; }
  // False once a process with other law data or holidays has started after this one: it is that
  // one's part to bring cases up to date.
  bool in_force() const { return in_force_; }
  void set_in_force(bool in_force) { in_force_ = in_force; }
  server::Peers& peers() { return peers_; }

 private:
  Casework(const server::ModuleDeps& deps, std::string service, const std::vector<LawFile>& files,
           Law law, std::vector<calendar::OneOffHoliday> one_off);

  const std::string service_;
  const Law law_;
  const calendar::Holidays holidays_;
  const std::unique_ptr<Parameters> parameters_;
  const Engine engine_;
  const SidesOfLaw sides_;
  const Editions editions_;
  std::atomic<bool> in_force_ = true;
  server::Peers& peers_;
};

}  // namespace sems::casework
