#pragma once

#include <set>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "services/operations/deps.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// What the site has in those survey years, asked of facility. A year that it does not have is left
// out: its records then have no item to belong to. Never called inside a transaction.
absl::StatusOr<Inventories> LoadInventories(Deps& deps, server::Call& call,
                                            const std::string& site_id, const std::set<int>& years);

}  // namespace sems::operations
