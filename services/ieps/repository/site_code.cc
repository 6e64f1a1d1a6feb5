#include "services/ieps/repository/site_code.h"

#include "common/db/tx.h"

namespace sems::ieps {
namespace {

std::optional<SiteCodeRow> First(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return SiteCodeRow{db::ToText(rows[0][0]), rows[0][1].as<std::int64_t>(), db::ToTime(rows[0][2]),
                     db::ToText(rows[0][3])};
}

}  // namespace

std::optional<SiteCodeRow> FindSiteCode(const server::SiteScope& site, db::Tx& tx) {
  return First(tx.Exec("SELECT code, version, set_at, set_by FROM site_code WHERE site_id = $1",
                       site.site_id()));
}

std::optional<SiteCodeRow> LockSiteCode(const server::SiteScope& site, db::Tx& tx) {
  return First(
      tx.Exec("SELECT code, version, set_at, set_by FROM site_code WHERE site_id = $1 FOR UPDATE",
              site.site_id()));
}

bool InsertSiteCode(const server::SiteScope& site, db::Tx& tx, const SiteCodeRow& row) {
  return tx.Exec(
               "INSERT INTO site_code (site_id, code, version, set_at, set_by)"
               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
               site.site_id(), row.code, row.version, row.set_at, row.set_by)
             .affected_rows() > 0;
}

void ReplaceSiteCode(const server::SiteScope& site, db::Tx& tx, const SiteCodeRow& former,
                     const SiteCodeRow& row) {
  tx.Exec(
      "INSERT INTO site_code_history"
      " (site_id, version, code, set_at, set_by, replaced_at, replaced_by)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      site.site_id(), former.version, former.code, former.set_at, former.set_by, row.set_at,
      row.set_by);
  tx.Exec(
      "UPDATE site_code SET code = $2, version = $3, set_at = $4, set_by = $5"
      " WHERE site_id = $1",
      site.site_id(), row.code, row.version, row.set_at, row.set_by);
}

}  // namespace sems::ieps
