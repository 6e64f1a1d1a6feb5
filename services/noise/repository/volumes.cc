#include "services/noise/repository/volumes.h"

namespace sems::noise::repository {

std::map<int, std::int64_t> TouchVolumes(db::Tx& tx, const server::SiteScope& site,
                                         std::string_view log, const std::set<int>& years) {
  std::map<int, std::int64_t> revisions;
  if (years.empty()) return revisions;
  const pqxx::result rows =
      tx.Exec(R"(INSERT INTO log_volume (site_id, log, year, revision)
                 SELECT $1::uuid, $2, y, 1 FROM unnest($3::int[]) AS y ORDER BY y
                 ON CONFLICT (site_id, log, year) DO UPDATE SET revision = log_volume.revision + 1
                 RETURNING year, revision)",
              site.site_id(), log, db::IntArray(std::vector<int>(years.begin(), years.end())));
  for (const auto& row : rows) revisions[row[0].as<int>()] = row[1].as<std::int64_t>();
  return revisions;
}

void MarkWritten(db::Tx& tx, const server::SiteScope& site, std::string_view log,
                 const std::set<int>& years, absl::CivilDay day) {
  tx.Exec(
      "UPDATE log_volume SET last_entry_on = $4::date WHERE site_id = $1::uuid AND log = $2 AND "
      "year = ANY($3::int[])",
      site.site_id(), log, db::IntArray(std::vector<int>(years.begin(), years.end())), day);
}

std::vector<Volume> ListVolumes(db::Tx& tx, const server::SiteScope& site, std::string_view log) {
  std::vector<Volume> volumes;
  for (const auto& row :
       tx.Exec("SELECT year, last_entry_on FROM log_volume WHERE site_id = $1::uuid AND log = $2 "
               "AND last_entry_on IS NOT NULL ORDER BY year DESC",
               site.site_id(), log)) {
    volumes.push_back({row[0].as<int>(), db::ToDay(row[1])});
  }
  return volumes;
}

}  // namespace sems::noise::repository
