#pragma once

#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "services/measurement/deps.h"
#include "services/measurement/domain/stack_book.h"

namespace sems::measurement {

// What the site has in that survey year, asked of facility; none when it does not have the year.
// Never called inside a transaction.
absl::StatusOr<std::optional<facility::internal::v1::GetInventoryResponse>> LoadInventory(
    Deps& deps, server::Call& call, const std::string& site_id, int year);

// The site's stacks in those survey years, asked of facility. A year that it does not have is left
// out. Never called inside a transaction.
absl::StatusOr<StackBook> LoadStacks(Deps& deps, server::Call& call, const std::string& site_id,
                                     const std::set<int>& years);

}  // namespace sems::measurement
