#include "common/config/config.h"

#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/error.h"

extern char** environ;

namespace sems::config {
namespace {

constexpr char kPrefix[] = "SEMS_";

std::string EnvironmentName(const std::string& key) {
  return absl::StrCat(kPrefix, absl::AsciiStrToUpper(absl::StrReplaceAll(key, {{".", "_"}})));
}

absl::Status Bad(const std::string& message) {
  return Error(absl::StatusCode::kFailedPrecondition, "CONFIGURATION", message,
               absl::StrCat("설정 오류: ", message));
}

void Flatten(const YAML::Node& node, const std::string& prefix,
             std::map<std::string, std::string>& values) {
  for (const auto& entry : node) {
    const std::string key = prefix.empty() ? entry.first.as<std::string>()
                                           : prefix + "." + entry.first.as<std::string>();
    if (entry.second.IsMap()) {
      Flatten(entry.second, key, values);
    } else {
      values[key] = entry.second.IsNull() ? "" : entry.second.as<std::string>();
    }
  }
}

}  // namespace

std::vector<Key> Keys(const std::vector<std::string>& services, const std::vector<Key>& own) {
  std::vector<Key> keys = {
      {"environment", "production", "production, or test: allows testing.today"},
      {"testing.today", "", "YYYY-MM-DD that counts as today; only with environment test"},
      {"log.level", "info", "debug, info, warning, error"},
      {"ready_file", "",
       "written, as JSON with the bound addresses, once all hosted services serve"},
      {"keys.user_jwks_file", "",
       "JWKS that user tokens are verified with; read again when it changes"},
      {"keys.service_jwks_file", "", "JWKS of all services, kid = service name"},
      {"keys.service_key_dir", "",
       "directory with <service>.pem, the private key of each hosted service"},
      {"identity.signing_key_file", "",
       "PEM of the P-256 key that identity signs user tokens with"},
      {"migrate.database_url", "",
       "connection string of the migrating role, which owns the schemas", true},
      {"audit.anchor_file", "",
       "file outside the database to which seals are appended, the same for all replicas of a "
       "service; {service} stands for its name; empty: no sealing"},
      {"audit.seal_key_file", "", "PEM of the P-256 key that seals are signed with"},
      {"audit.seal_jwks_file", "",
       "JWKS that `audit verify` checks seals with, former keys included; empty: the key of "
       "audit.seal_key_file"},
      {"audit.max_unsealed_seconds", "600",
       "changes are refused when the last seal is older; 0: never"},
      {"calendar.holidays_file", "",
       "day,name,reason lines of further one-off holidays (elections, 임시공휴일); empty: those "
       "known when the program was built"},
  };
  for (const std::string& service : services) {
    keys.push_back({service + ".listen", "", "unix:/path or host:port the service listens on"});
    keys.push_back(
        {service + ".database_url", "", "connection string of the service's own role", true});
    keys.push_back({service + ".metrics_listen", "",
                    "host:port for Prometheus; port 0: the kernel's choice; empty: off"});
    keys.push_back({service + ".pool_size", "6", "database connections, 1–50"});
    keys.push_back(
        {service + ".max_threads", "128", "calls answered at once, 2–500; more are refused"});
    keys.push_back(
        {"peers." + service, "", "gRPC target of the service; empty: its listen address"});
  }
  keys.insert(keys.end(), own.begin(), own.end());
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.name < b.name; });
  return keys;
}

absl::StatusOr<Config> Config::Load(const std::string& file,
                                    const std::vector<std::string>& services,
                                    const std::map<std::string, std::string>& environment,
                                    const std::vector<Key>& own) {
  const std::vector<Key> keys = Keys(services, own);
  Config config;
  std::map<std::string, std::string> by_environment;  // name of the variable → key
  for (const Key& key : keys) {
    config.values_[key.name] = key.default_value;
    by_environment[EnvironmentName(key.name)] = key.name;
  }
  std::map<std::string, std::string> given;
  if (!file.empty()) {
    try {
      const YAML::Node root = YAML::LoadFile(file);
      if (!root.IsMap()) return Bad(absl::StrCat(file, " is not a map of settings"));
      Flatten(root, "", given);
    } catch (const YAML::Exception& error) {
      return Bad(absl::StrCat(file, ": ", error.what()));
    }
  }
  for (const auto& [key, value] : given) {
    if (config.values_.find(key) == config.values_.end())
      return Bad(absl::StrCat("unknown key ", key, " in ", file));
    config.values_[key] = value;
  }
  for (const auto& [name, value] : environment) {
    if (!absl::StartsWith(name, kPrefix) || absl::StartsWith(name, "SEMS_TEST_")) continue;
    if (const auto it = by_environment.find(name); it != by_environment.end()) {
      config.values_[it->second] = value;
      continue;
    }
    const auto it = absl::EndsWith(name, "_FILE")
                        ? by_environment.find(name.substr(0, name.size() - 5))
                        : by_environment.end();
    const auto secret = it == by_environment.end()
                            ? keys.end()
                            : std::find_if(keys.begin(), keys.end(), [&](const Key& key) {
                                return key.name == it->second && key.secret;
                              });
    if (secret == keys.end()) return Bad(absl::StrCat("unknown variable ", name));
    std::ifstream stream(value);
    std::ostringstream contents;
    if (!stream || !(contents << stream.rdbuf()))
      return Bad(absl::StrCat("cannot read the file of ", name));
    config.values_[secret->name] = std::string(absl::StripAsciiWhitespace(contents.str()));
  }
  if (config.values_["environment"] != "production" && config.values_["environment"] != "test") {
    return Bad("environment must be production or test");
  }
  if (!config.values_["testing.today"].empty() && config.values_["environment"] != "test") {
    return Bad("testing.today is only for environment test");
  }
  for (const auto& [key, value] : config.values_) {
    const bool number = absl::EndsWith(key, ".pool_size") || absl::EndsWith(key, ".max_threads") ||
                        absl::EndsWith(key, "_seconds") || absl::EndsWith(key, "_mb");
    int parsed = 0;
    if (number && (!absl::SimpleAtoi(value, &parsed) || parsed < 0 || parsed > 1000000)) {
      return Bad(absl::StrCat(key, " must be a whole number"));
    }
  }
  return config;
}

const std::string& Config::Get(std::string_view key) const {
  const auto it = values_.find(key);
  if (it == values_.end()) {
    std::fprintf(stderr, "no such configuration key: %.*s\n", static_cast<int>(key.size()),
                 key.data());
    std::abort();
  }
  return it->second;
}

int Config::GetInt(std::string_view key) const {
  int value = 0;
  (void)absl::SimpleAtoi(Get(key), &value);  // checked by Load
  return value;
}

std::map<std::string, std::string> ProcessEnvironment() {
  std::map<std::string, std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    const size_t equals = text.find('=');
    if (equals != std::string::npos) environment[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return environment;
}

void Describe(std::ostream& out, const std::vector<std::string>& services,
              const std::vector<Key>& own) {
  for (const Key& key : Keys(services, own)) {
    out << key.name << "\n    " << key.description
        << "\n    default: " << (key.default_value.empty() ? "(none)" : key.default_value)
        << "; environment: " << EnvironmentName(key.name);
    if (key.secret) out << " or " << EnvironmentName(key.name) << "_FILE";
    out << "\n";
  }
}

}  // namespace sems::config
