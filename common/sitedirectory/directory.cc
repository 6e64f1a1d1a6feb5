#include "common/sitedirectory/directory.h"

#include "common/db/tx.h"
#include "common/values/civil.h"

namespace sems::sitedirectory {

std::optional<SiteForAccount> Find(db::Tx& tx, const std::string& site_id,
                                   const std::string& account_id) {
  const pqxx::result rows = tx.Exec(
      R"(SELECT d.version, d.district_code, d.site_class, d.state, d.name, d.business_number, d.site_sequence,
                d.approved_on, o.account_id IS NOT NULL AS operated
         FROM site_directory d
         LEFT JOIN site_operator o ON o.site_id = d.site_id AND o.account_id = $2::uuid
         WHERE d.site_id = $1::uuid)",
      site_id,
      account_id.empty() ? std::optional<std::string>() : std::optional<std::string>(account_id));
  if (rows.empty()) return std::nullopt;
  const pqxx::row row = rows[0];
  SiteForAccount found;
  found.site.id = site_id;
  found.site.version = row["version"].as<int64_t>();
  found.site.district_code = db::ToText(row["district_code"]);
  found.site.site_class = row["site_class"].as<int>();
  found.site.state = static_cast<common::internal::v1::SiteState>(row["state"].as<int>());
  found.site.name = db::ToText(row["name"]);
  found.site.business_number = db::ToText(row["business_number"]);
  found.site.site_sequence = row["site_sequence"].as<int>();
  found.site.approved_on = db::ToDay(row["approved_on"]);
  found.operated = row["operated"].as<bool>();
  return found;
}

bool Apply(db::Tx& tx, const common::internal::v1::SiteEvent& event) {
  // Locks the site's row: of two deliveries that meet here the older one does not win.
  const pqxx::result stored = tx.Exec(
      R"(INSERT INTO site_directory AS d (site_id, version, district_code, site_class, state, name, business_number,
                                          site_sequence, approved_on)
         VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9::date)
         ON CONFLICT (site_id) DO UPDATE SET version = $2, district_code = $3, site_class = $4, state = $5, name = $6,
                business_number = $7, site_sequence = $8, approved_on = $9::date
         WHERE d.version < $2)",
      event.site_id(), event.version(), event.district_code(), event.site_class(),
      static_cast<int>(event.state()), event.name(), event.business_number(), event.site_sequence(),
      event.approved_on());
  if (stored.affected_rows() == 0) return false;
  // A statement of its own: it has to see the operators that whoever held the lock has left.
  const std::vector<std::string> operators(event.operator_account_ids().begin(),
                                           event.operator_account_ids().end());
  tx.Exec(
      R"(WITH ended AS (DELETE FROM site_operator WHERE site_id = $1::uuid AND NOT account_id = ANY($2::uuid[]))
         INSERT INTO site_operator (site_id, account_id) SELECT $1::uuid, unnest($2::uuid[])
         ON CONFLICT DO NOTHING)",
      event.site_id(), db::TextArray(operators));
  return true;
}

}  // namespace sems::sitedirectory
