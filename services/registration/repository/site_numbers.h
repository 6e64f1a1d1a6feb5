#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/number_change.h"

namespace sems::db {
class Tx;
}

// Which live site holds which number: one site each, whoever asks first.
namespace sems::registration::repository {

struct NumberClaim {
  SiteNumber number;
  std::string site_id;
};

// Takes the numbers that are free and says which those were. Waits for others who are taking the
// same number; what they commit first is theirs.
std::set<SiteNumber> ClaimNumbers(db::Tx& tx, const std::vector<NumberClaim>& claims);

void ReleaseNumbers(db::Tx& tx, const std::vector<NumberClaim>& claims);

// Whether the account of the scope operates a live site with this number.
bool OperatesNumber(const server::Scope& scope, db::Tx& tx, const SiteNumber& number);

}  // namespace sems::registration::repository
