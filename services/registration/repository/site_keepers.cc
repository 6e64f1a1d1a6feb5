#include "services/registration/repository/site_keepers.h"

#include "absl/strings/str_cat.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "services/registration/repository/site_row.h"

namespace sems::registration::repository {

absl::Status NoteKeepers(db::Pool& pool, const std::vector<std::string>& services,
                         absl::Time deadline) {
  return pool.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) {
    tx.Exec(
        R"(INSERT INTO site_keeper (service, complete)
           SELECT s.service, NOT EXISTS (SELECT FROM site) FROM unnest($1::text[]) AS s (service)
           ON CONFLICT DO NOTHING)",
        db::TextArray(services));
    return absl::OkStatus();
  });
}

std::optional<KeeperToTell> LockKeeperToTell(db::Tx& tx, const std::vector<std::string>& services) {
  const pqxx::result rows = tx.Exec(
      R"(SELECT service, told_up_to FROM site_keeper WHERE NOT complete AND service = ANY ($1::text[])
         ORDER BY service LIMIT 1 FOR UPDATE SKIP LOCKED)",
      db::TextArray(services));
  if (rows.empty()) return std::nullopt;
  return KeeperToTell{db::ToText(rows[0][0]), db::ToOptionalText(rows[0][1])};
}

void SetTold(db::Tx& tx, const KeeperToTell& keeper, bool complete) {
  tx.Exec("UPDATE site_keeper SET told_up_to = $2::uuid, complete = $3::boolean WHERE service = $1",
          keeper.service, keeper.told_up_to, complete);
}

std::vector<Site> SitesAfter(db::Tx& tx, const std::optional<std::string>& site_id, int limit) {
  std::vector<Site> sites;
  for (const pqxx::row& row : tx.Exec(
           absl::StrCat("SELECT ", SiteColumns("s"), " FROM site s WHERE s.id > ",
                        "COALESCE($1::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY s.id "
                        "LIMIT $2::int"),
           site_id, limit)) {
    sites.push_back(ReadSite(row));
  }
  return sites;
}

}  // namespace sems::registration::repository
