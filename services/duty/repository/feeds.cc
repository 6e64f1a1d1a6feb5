#include "services/duty/repository/feeds.h"

namespace sems::duty::repository {
namespace {

Feed ReadFeed(const pqxx::row& row) {
  Feed feed;
  feed.id = db::ToText(row["feed_id"]);
  feed.owner = {static_cast<OwnerKind>(row["owner_kind"].as<int>()), db::ToText(row["owner_id"])};
  feed.name = db::ToText(row["name"]);
  feed.created_at = db::ToTime(row["created_at"]);
  if (!row["revoked_at"].is_null()) feed.revoked_at = db::ToTime(row["revoked_at"]);
  if (!row["last_fetched_on"].is_null()) feed.last_fetched_on = db::ToDay(row["last_fetched_on"]);
  return feed;
}

std::optional<Feed> First(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return ReadFeed(rows[0]);
}

}  // namespace

void AddFeed(db::Tx& tx, const Feed& feed, std::string_view secret_hash,
             const std::string& account_id) {
  tx.Exec(
      R"(INSERT INTO feed (feed_id, owner_kind, owner_id, name, secret_hash, created_at, created_by)
         VALUES ($1::uuid, $2, $3::uuid, $4, $5::bytea, $6::timestamptz, $7::uuid))",
      feed.id, static_cast<int>(feed.owner.kind), feed.owner.id, feed.name, db::Bytes{secret_hash},
      feed.created_at, account_id);
}

int CountLiveFeeds(db::Tx& tx, const Owner& owner) {
  return tx
      .Exec(
          "SELECT count(*) FROM feed WHERE owner_id = $1 AND owner_kind = $2 AND revoked_at IS "
          "NULL",
          owner.id, static_cast<int>(owner.kind))[0][0]
      .as<int>();
}

std::vector<Feed> ListFeeds(db::Tx& tx, const Owner& owner) {
  std::vector<Feed> feeds;
  for (const pqxx::row& row :
       tx.Exec("SELECT * FROM feed WHERE owner_id = $1 AND owner_kind = $2 ORDER BY feed_id DESC "
               "LIMIT 500",
               owner.id, static_cast<int>(owner.kind))) {
    feeds.push_back(ReadFeed(row));
  }
  return feeds;
}

std::optional<Feed> FindFeed(db::Tx& tx, const Owner& owner, const std::string& feed_id) {
  return First(tx.Exec(
      "SELECT * FROM feed WHERE owner_id = $1 AND owner_kind = $2 AND feed_id = $3 FOR UPDATE",
      owner.id, static_cast<int>(owner.kind), feed_id));
}

void RevokeFeed(db::Tx& tx, const std::string& feed_id, absl::Time now) {
  tx.Exec("UPDATE feed SET revoked_at = $2 WHERE feed_id = $1", feed_id, now);
}

std::optional<Feed> FindFeedBySecret(db::Tx& tx, std::string_view secret_hash) {
  return First(tx.Exec("SELECT * FROM feed WHERE secret_hash = $1::bytea AND revoked_at IS NULL",
                       db::Bytes{secret_hash}));
}

void NoteFetched(db::Tx& tx, const std::string& feed_id, absl::CivilDay today) {
  tx.Exec(
      "UPDATE feed SET last_fetched_on = $2::date WHERE feed_id = $1 AND last_fetched_on IS "
      "DISTINCT FROM $2::date",
      feed_id, today);
}

std::string SiteName(db::Tx& tx, const std::string& site_id) {
  const pqxx::result rows = tx.Exec("SELECT name FROM site_directory WHERE site_id = $1", site_id);
  return rows.empty() ? "" : db::ToText(rows[0][0]);
}

}  // namespace sems::duty::repository
