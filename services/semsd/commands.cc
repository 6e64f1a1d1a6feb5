#include "services/semsd/commands.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/config/config.h"
#include "common/db/migrator.h"
#include "common/db/pool.h"
#include "common/log/log.h"
#include "common/server/host.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/clock.h"
#include "services/identity/bootstrap.h"
#include "services/semsd/services.h"

namespace sems::semsd {
namespace {

// Calls in hand get this long after SIGTERM; Kubernetes' own grace period is 30 s.
constexpr absl::Duration kDrain = absl::Seconds(20);

absl::StatusOr<std::vector<const server::ModuleInfo*>> Chosen(const std::string& names) {
  if (names == "all") return AllServices();
  std::vector<const server::ModuleInfo*> chosen;
  for (const std::string& name : std::vector<std::string>(absl::StrSplit(names, ','))) {
    const auto it =
        std::find_if(AllServices().begin(), AllServices().end(),
                     [&](const server::ModuleInfo* info) { return info->name == name; });
    if (it == AllServices().end()) return Refuse(absl::StrCat("no service is called ", name));
    chosen.push_back(*it);
  }
  return chosen;
}

// Renamed into place, so that whoever waits for the file never reads half of it.
void WriteReadyFile(const std::string& path, const server::Host& host) {
  nlohmann::json ready;
  for (const auto& [service, addresses] : host.addresses()) {
    ready[service] = {{"listen", addresses.listen}, {"metrics", addresses.metrics}};
  }
  std::ofstream(path + ".new") << ready.dump(2) << "\n";
  std::filesystem::rename(path + ".new", path);
}

}  // namespace

absl::Status Serve(const Flags& flags) {
  // Blocked before any thread starts, so that this one alone receives them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  absl::StatusOr<std::string> names = Required(flags, "services");
  if (!names.ok()) return names.status();
  absl::StatusOr<std::vector<const server::ModuleInfo*>> chosen = Chosen(*names);
  if (!chosen.ok()) return chosen.status();
  absl::StatusOr<config::Config> config = LoadConfig(flags);
  if (!config.ok()) return config.status();
  log::SetLevel(config->Get("log.level"));

  const SystemClock system_clock;
  std::unique_ptr<Clock> fixed_day;
  if (const std::string& today = config->Get("testing.today"); !today.empty()) {
    const auto day = ParseDay(today);
    if (!day) return Refuse("testing.today is not a date");
    fixed_day = std::make_unique<FixedDayClock>(*day, system_clock);
  }
  const Clock& clock = fixed_day ? *fixed_day : static_cast<const Clock&>(system_clock);

  absl::StatusOr<std::unique_ptr<server::Host>> host =
      server::Host::Start(*config, clock, *chosen, AllServices());
  if (!host.ok()) return host.status();
  for (const auto& [service, addresses] : (*host)->addresses()) {
    log::Info("listening",
              {{"service", service}, {"listen", addresses.listen}, {"metrics", addresses.metrics}});
  }
  if (const std::string& ready = config->Get("ready_file"); !ready.empty())
    WriteReadyFile(ready, **host);

  int received = 0;
  sigwait(&signals, &received);
  log::Info("stopping", {{"signal", strsignal(received)}});
  (*host)->Stop(kDrain);
  return absl::OkStatus();
}

absl::Status Migrate(const Flags& flags) {
  absl::StatusOr<config::Config> config = LoadConfig(flags);
  if (!config.ok()) return config.status();
  const std::string& conninfo = config->Get("migrate.database_url");
  if (conninfo.empty()) return Refuse("migrate.database_url is not set");
  std::vector<db::SchemaMigrations> schemas;
  for (const server::ModuleInfo* service : AllServices()) {
    schemas.push_back({service->name, "sems_" + service->name, server::MigrationsOf(*service)});
  }
  return db::Migrate(conninfo, schemas);
}

absl::Status HealthCheck(const Flags& flags) {
  absl::StatusOr<std::string> address = Required(flags, "address");
  if (!address.ok()) return address.status();
  const auto service = flags.find("service");
  return server::CheckHealth(*address, service == flags.end() ? "" : service->second,
                             absl::Seconds(3));
}

absl::Status BootstrapAdmin(const Flags& flags) {
  absl::StatusOr<std::string> login = Required(flags, "login");
  if (!login.ok()) return login.status();
  absl::StatusOr<std::string> password_file = Required(flags, "password-file");
  if (!password_file.ok()) return password_file.status();
  absl::StatusOr<config::Config> config = LoadConfig(flags);
  if (!config.ok()) return config.status();
  std::ifstream file(*password_file);
  std::ostringstream password;
  if (!file || !(password << file.rdbuf()))
    return Refuse(absl::StrCat("cannot read ", *password_file));
  db::PoolOptions options;
  options.conninfo = config->Get("identity.database_url");
  options.schema = "identity";
  options.size = 1;
  db::Pool pool(options);
  const absl::StatusOr<std::string> done = identity::BootstrapAdmin(
      pool, *login, std::string(absl::StripTrailingAsciiWhitespace(password.str())),
      SystemClock().Now());
  if (!done.ok()) return done.status();
  std::cout << *done << "\n";
  return absl::OkStatus();
}

}  // namespace sems::semsd
