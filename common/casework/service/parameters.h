#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/casework/engine.h"
#include "common/casework/service/repository/parameters.h"

namespace sems::db {
class Pool;
}

namespace sems::casework {

// The numbers that have been set for what the sources leave open, kept at hand for the engine. Set
// at one replica, they are known to the others within the background's next look.
class Parameters {
 public:
  explicit Parameters(db::Pool& pool) : pool_(pool) {}

  absl::Status Reload(absl::Time deadline);

  // The number that holds on a day: of those in force by then, the one that came into force last.
  std::optional<calendar::Period> On(const std::string& id, absl::CivilDay day) const;

  // How often these have been set, all together; it only grows.
  int64_t TimesSet(const std::vector<std::string>& ids) const;

 private:
  db::Pool& pool_;
  mutable absl::Mutex mutex_;
  std::map<std::string, std::vector<repository::ParameterVersion>> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace sems::casework
