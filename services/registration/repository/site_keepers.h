#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/registration/domain/site.h"

namespace sems::db {
class Pool;
class Tx;
}  // namespace sems::db

// Which services have been told of the sites that were there before them.
namespace sems::registration::repository {

// Notes services that are not known yet; with no site there is nothing to tell them of.
absl::Status NoteKeepers(db::Pool& pool, const std::vector<std::string>& services,
                         absl::Time deadline);

struct KeeperToTell {
  std::string service;
  std::optional<std::string> told_up_to;
};
// One that has not been told of all, locked until the transaction ends.
std::optional<KeeperToTell> LockKeeperToTell(db::Tx& tx, const std::vector<std::string>& services);
void SetTold(db::Tx& tx, const KeeperToTell& keeper, bool complete);

// In order of id, after this one.
std::vector<Site> SitesAfter(db::Tx& tx, const std::optional<std::string>& site_id, int limit);

}  // namespace sems::registration::repository
