#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/db/tx.h"
#include "common/server/scope.h"

// What a caller may see, as the first condition of every query. The two parameters of the scope are
// always $1 (account) and $2 (district codes), whether or not the condition needs them.
namespace sems::registration::repository {

std::optional<std::string> ScopeAccount(const server::Scope& scope);
db::Array ScopeDistricts(const server::Scope& scope);

// Condition on the table `application` under this alias: one's own, or those in the jurisdiction.
std::string ApplicationInScope(const server::Scope& scope, std::string_view alias);

// Condition on the table `site` under this alias: those one operates, or those in the jurisdiction.
std::string SiteInScope(const server::Scope& scope, std::string_view alias);

}  // namespace sems::registration::repository
