#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/registration/v1/site.pb.h"
#include "services/registration/deps.h"

namespace sems::registration::handlers {

// 지자체담당자 by account, as `identity` names them today. Accounts it does not know are left out.
// Asks in as many calls as it takes; never inside a transaction.
absl::StatusOr<std::map<std::string, v1::LocalOfficer>> OfficerNames(
    Deps& deps, server::Call& call, const std::vector<std::string>& account_ids);

}  // namespace sems::registration::handlers
