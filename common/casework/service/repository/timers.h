#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/casework/service/stored_case.h"

namespace sems::db {
class Pool;
class Tx;
}  // namespace sems::db

// Cases whose clocks have come due, for the background, which sees them all.
namespace sems::casework::repository {

// At most `limit` of them, earliest first, locked until the transaction ends; those that another
// worker or a call holds are left out.
std::vector<StoredCase> TakeDue(db::Tx& tx, absl::CivilDay today, int limit);

struct TimerBacklog {
  int64_t blocked = 0;                       // at most 10,000
  std::optional<absl::CivilDay> oldest_due;  // not looked at yet
};
absl::StatusOr<TimerBacklog> LookAtBacklog(db::Pool& pool, absl::CivilDay today,
                                           absl::Time deadline);

}  // namespace sems::casework::repository
