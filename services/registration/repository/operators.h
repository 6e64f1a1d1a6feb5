#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/site.h"

namespace sems::db {
class Tx;
}

// Who operates a site (사업장 사용자).
namespace sems::registration::repository {

std::vector<OperatorTerm> ListOperators(const server::SiteScope& site, db::Tx& tx);

// Present operators of several sites, whose rows the caller has found to be in scope.
std::map<std::string, std::vector<std::string>> OperatorsOf(
    db::Tx& tx, const std::vector<std::string>& site_ids);

struct NewOperator {
  std::string term_id;
  std::string site_id;
  std::string account_id;
};
// Those who operate the site already stay as they are. Returns how many were added.
int AddOperators(db::Tx& tx, const std::vector<NewOperator>& operators, const std::string& added_by,
                 absl::Time now);

struct FormerOperator {
  std::string site_id;
  std::string account_id;
};
// Returns how many terms were ended.
int EndOperators(db::Tx& tx, const std::vector<FormerOperator>& operators,
                 const std::string& ended_by, absl::Time now);

}  // namespace sems::registration::repository
