#pragma once

#include <string>
#include <vector>

#include "common/db/tx.h"
#include "common/server/scope.h"

namespace sems::noise::repository {

// The cases of a procedure about the site.
struct SiteCases {
  std::vector<std::string> open;
  bool any = false;  // one was opened at some time
};
SiteCases CasesOfSite(db::Tx& tx, const server::SiteScope& site, const std::string& procedure);

}  // namespace sems::noise::repository
