#pragma once

#include <string>
#include <string_view>

#include "common/db/tx.h"
#include "services/registration/domain/site.h"

namespace sems::registration::repository {

// The columns of a site under this alias, as ReadSite wants them.
std::string SiteColumns(std::string_view alias);
Site ReadSite(const pqxx::row& row);

}  // namespace sems::registration::repository
