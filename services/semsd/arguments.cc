#include "services/semsd/arguments.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/server/service_names.h"
#include "common/status/error.h"
#include "services/semsd/services.h"

namespace sems::semsd {

absl::Status Refuse(const std::string& message) {
  return Error(absl::StatusCode::kInvalidArgument, "USAGE", message, message);
}

absl::StatusOr<std::string> Required(const Flags& flags, std::string_view name) {
  const auto it = flags.find(name);
  if (it == flags.end() || it->second.empty())
    return Refuse(absl::StrCat("--", std::string(name), "=… is required"));
  return it->second;
}

absl::StatusOr<std::string> KnownService(const Flags& flags) {
  absl::StatusOr<std::string> service = Required(flags, "service");
  if (!service.ok()) return service.status();
  const std::vector<std::string>& names = server::ServiceNames();
  if (std::find(names.begin(), names.end(), *service) != names.end()) return service;
  return Refuse(absl::StrCat("no service is called ", *service));
}

absl::StatusOr<config::Config> LoadConfig(const Flags& flags) {
  const auto file = flags.find("config");
  return config::Config::Load(file == flags.end() ? "" : file->second, server::ServiceNames(),
                              config::ProcessEnvironment(), server::SettingsOf(AllServices()));
}

}  // namespace sems::semsd
