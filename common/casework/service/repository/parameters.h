#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/calendar/statutory.h"

namespace sems::db {
class Pool;
class Tx;
}  // namespace sems::db

// Numbers that the sources leave open, as they have been set. They belong to the nation.
namespace sems::casework::repository {

struct ParameterVersion {
  std::string parameter_id;
  int64_t version = 0;
  std::optional<calendar::Period> period;  // none: unset again
  absl::CivilDay effective_from;
  std::string legal_basis;
  std::string set_by;
  absl::Time set_at;
};

// All versions of all parameters, by id and version.
std::vector<ParameterVersion> ListParameterVersions(db::Tx& tx);
absl::StatusOr<std::vector<ParameterVersion>> LoadParameterVersions(db::Pool& pool,
                                                                    absl::Time deadline);

// The last version of one.
std::optional<ParameterVersion> LastParameter(db::Tx& tx, const std::string& parameter_id);

// False when somebody has added that version meanwhile. Open cases that wait for the number are
// looked at again by the background.
bool AddParameterVersion(db::Tx& tx, const ParameterVersion& version);

// Makes at most `limit` open cases that wait for a number that has news due for a look on `today`;
// returns how many.
absl::StatusOr<int> WakeWaiting(db::Pool& pool, absl::CivilDay today, int limit,
                                absl::Time deadline);

}  // namespace sems::casework::repository
