#pragma once

#include <string>

#include "common/server/call.h"
#include "services/registration/deps.h"
#include "services/registration/domain/site.h"

namespace sems::registration::handlers {

// What every change of a site's operators leaves behind once it is stored: history, a new version
// of the site, a notice to the account, the event for the other services, and the audit row.
void RecordOperatorChange(const Deps& deps, server::Call& call, server::UnitOfWork& work,
                          Site& site, ChangeKind kind, const std::string& account_id);

}  // namespace sems::registration::handlers
