#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/db/tx.h"
#include "services/duty/repository/owner.h"

namespace sems::duty::repository {

struct Feed {
  std::string id;
  Owner owner;
  std::string name;
  absl::Time created_at;
  std::optional<absl::Time> revoked_at;
  std::optional<absl::CivilDay> last_fetched_on;
};

void AddFeed(db::Tx& tx, const Feed& feed, std::string_view secret_hash,
             const std::string& account_id);
int CountLiveFeeds(db::Tx& tx, const Owner& owner);
std::vector<Feed> ListFeeds(db::Tx& tx, const Owner& owner);
// Locked.
std::optional<Feed> FindFeed(db::Tx& tx, const Owner& owner, const std::string& feed_id);
void RevokeFeed(db::Tx& tx, const std::string& feed_id, absl::Time now);
// The live feed of that secret. No scope: the secret is the permission.
std::optional<Feed> FindFeedBySecret(db::Tx& tx, std::string_view secret_hash);
void NoteFetched(db::Tx& tx, const std::string& feed_id, absl::CivilDay today);
// 사업장명, for the calendar's name; empty when unknown.
std::string SiteName(db::Tx& tx, const std::string& site_id);

}  // namespace sems::duty::repository
