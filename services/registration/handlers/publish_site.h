#pragma once

#include <string>
#include <vector>

#include "common/server/call.h"
#include "services/registration/deps.h"
#include "services/registration/domain/site.h"

namespace sems::registration::handlers {

// What others are told of a site, as it is now; for nobody yet.
server::OutboxEvent SiteEventOf(const Site& site, const std::vector<std::string>& operators,
                                absl::Time now);

// Tells every service what the site is now: this one's own directory at once, the others through
// the outbox, which the gate pushes on after the commit. Every change of a site ends with this.
void PublishSite(const Deps& deps, server::Call& call, server::UnitOfWork& work, const Site& site,
                 const std::vector<std::string>& operators);

}  // namespace sems::registration::handlers
