#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/casework/service/stored_case.h"

namespace sems::db {
class Pool;
class Tx;
}  // namespace sems::db

// Cases by the edition (editions.h) under which they were computed, for the background.
namespace sems::casework::repository {

// Declares an edition to be in force, in place of that of whoever started before.
absl::Status PutInForce(db::Pool& pool, const std::string& edition, absl::Time deadline);

struct EditionsInUse {
  std::string in_force;
  std::vector<std::string> of_cases;
};
absl::StatusOr<EditionsInUse> ListEditions(db::Pool& pool, absl::Time deadline);

// At most `limit` cases computed under it, those whose clocks ring first before the others, locked
// until the transaction ends; those that another worker or a call holds are left out.
std::vector<StoredCase> TakeComputedUnder(db::Tx& tx, const std::string& edition, int limit);

// Stores what lists and the background go by, where that is all that another edition has changed.
struct DaysUpdate {
  std::string case_id;
  Days days;
};
void UpdateDays(db::Tx& tx, const std::vector<DaysUpdate>& updates);

// Marks cases as looked at, and changes nothing else.
void MarkComputedUnder(db::Tx& tx, const std::vector<std::string>& ids, const std::string& edition);

// At most 10,000.
absl::StatusOr<int64_t> CountComputedUnder(db::Pool& pool, const std::string& edition,
                                           absl::Time deadline);

}  // namespace sems::casework::repository
