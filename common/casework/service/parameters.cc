#include "common/casework/service/parameters.h"

namespace sems::casework {

absl::Status Parameters::Reload(absl::Time deadline) {
  absl::StatusOr<std::vector<repository::ParameterVersion>> versions =
      repository::LoadParameterVersions(pool_, deadline);
  if (!versions.ok()) return versions.status();
  std::map<std::string, std::vector<repository::ParameterVersion>> known;
  for (repository::ParameterVersion& version : *versions)
    known[version.parameter_id].push_back(std::move(version));
  absl::MutexLock lock(&mutex_);
  known_ = std::move(known);
  return absl::OkStatus();
}

std::optional<calendar::Period> Parameters::On(const std::string& id, absl::CivilDay day) const {
  absl::MutexLock lock(&mutex_);
  const auto versions = known_.find(id);
  if (versions == known_.end()) return std::nullopt;
  const repository::ParameterVersion* holds = nullptr;
  for (const repository::ParameterVersion& version : versions->second) {  // in the order set
    if (version.effective_from > day) continue;
    if (holds == nullptr || version.effective_from >= holds->effective_from) holds = &version;
  }
  return holds == nullptr ? std::nullopt : holds->period;
}

int64_t Parameters::TimesSet(const std::vector<std::string>& ids) const {
  absl::MutexLock lock(&mutex_);
  int64_t times = 0;
  for (const std::string& id : ids) {
    if (const auto known = known_.find(id); known != known_.end())
      times += static_cast<int64_t>(known->second.size());
  }
  return times;
}

}  // namespace sems::casework
