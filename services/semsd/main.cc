#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/config/config.h"
#include "common/server/service_names.h"
#include "services/semsd/begin_anchor.h"
#include "services/semsd/commands.h"
#include "services/semsd/generate_keys.h"
#include "services/semsd/services.h"
#include "services/semsd/verify_audit.h"

namespace {

constexpr char kUsage[] = R"(semsd: the backend of the register of emission sites

  semsd --services=NAME[,NAME]|all --config=FILE   host services until SIGTERM
  semsd migrate --config=FILE                      bring the database schemas up to date
  semsd healthcheck --address=TARGET [--service=NAME]
                                                   exit 0 when alive ("ready" as NAME: when ready)
  semsd bootstrap-admin --login=ID --password-file=FILE --config=FILE
                                                   the first administrator (NIER_ADMIN)
  semsd generate-keys --out=DIR                    the keys for tokens, services and seals that
                                                   DIR lacks
  semsd audit verify --service=NAME --config=FILE  exit 0 when every audit row, seal and line of the
                                                   anchor file is as it was written
  semsd audit begin-anchor --service=NAME --config=FILE
                                                   a new anchor file, after the old one was put away
  semsd config describe                            every configuration key
  semsd services                                   the services' names, one a line

Configuration: one YAML file, and above it the environment (SEMS_…); see `semsd config describe`.
)";

// Splits `--name=value` arguments from words; false for anything else.
bool Parse(const std::vector<std::string>& arguments, std::vector<std::string>& words,
           sems::semsd::Flags& flags) {
  for (const std::string& argument : arguments) {
    if (!absl::StartsWith(argument, "--")) {
      words.push_back(argument);
      continue;
    }
    const size_t equals = argument.find('=');
    flags[argument.substr(2, equals == std::string::npos ? equals : equals - 2)] =
        equals == std::string::npos ? "" : argument.substr(equals + 1);
  }
  return words.size() <= 2;
}

absl::Status Unknown(const sems::semsd::Flags& flags, const std::vector<std::string>& allowed) {
  for (const auto& [name, value] : flags) {
    bool known = false;
    for (const std::string& one : allowed) known |= one == name;
    if (!known) return absl::InvalidArgumentError(absl::StrCat("unknown option --", name));
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
#ifdef NDEBUG
  // Debian's Abseil looks for cycles of locks at each lock taken, under one lock of its own. Tests
  // keep it on.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#endif
  using sems::semsd::Flags;
  std::vector<std::string> words;
  Flags flags;
  if (!Parse({argv + 1, argv + argc}, words, flags) || flags.count("help") > 0 || argc == 1) {
    (argc > 1 && flags.count("help") > 0 ? std::cout : std::cerr) << kUsage;
    return flags.count("help") > 0 ? 0 : 2;
  }
  struct Command {
    std::vector<std::string> words;
    std::vector<std::string> flags;
    std::function<absl::Status(const Flags&)> run;
  };
  const std::vector<Command> commands = {
      {{}, {"services", "config"}, sems::semsd::Serve},
      {{"migrate"}, {"config"}, sems::semsd::Migrate},
      {{"healthcheck"}, {"address", "service"}, sems::semsd::HealthCheck},
      {{"bootstrap-admin"}, {"login", "password-file", "config"}, sems::semsd::BootstrapAdmin},
      {{"generate-keys"},
       {"out"},
       [](const Flags& given) {
         const auto out = given.find("out");
         return out == given.end() ? absl::InvalidArgumentError("--out=DIR is required")
                                   : sems::semsd::GenerateKeys(out->second);
       }},
      {{"audit", "begin-anchor"}, {"service", "config"}, sems::semsd::BeginAnchor},
      {{"audit", "verify"}, {"service", "config"}, sems::semsd::VerifyAudit},
      {{"config", "describe"},
       {},
       [](const Flags&) {
         sems::config::Describe(std::cout, sems::server::ServiceNames(),
                                sems::server::SettingsOf(sems::semsd::AllServices()));
         return absl::OkStatus();
       }},
      {{"services"},
       {},
       [](const Flags&) {
         for (const std::string& name : sems::server::ServiceNames()) std::cout << name << "\n";
         return absl::OkStatus();
       }},
  };
  for (const Command& command : commands) {
    if (command.words != words) continue;
    absl::Status status = Unknown(flags, command.flags);
    if (status.ok()) status = command.run(flags);
    if (status.ok()) return 0;
    std::cerr << "semsd: " << std::string(status.message()) << "\n";
    return status.code() == absl::StatusCode::kInvalidArgument ? 2 : 1;
  }
  std::cerr << kUsage;
  return 2;
}
