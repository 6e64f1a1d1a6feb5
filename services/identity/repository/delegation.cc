#include "services/identity/repository/delegation.h"

#include "common/db/tx.h"

namespace sems::identity {
namespace {

constexpr std::string_view kSelect =
    "SELECT d.delegation_id, d.site_id, s.name, d.agent_account_id, a.login, a.organisation_name,"
    " d.starts_on, d.ends_on, d.created_at, d.revoked_at"
    " FROM delegation d JOIN account a ON a.account_id = d.agent_account_id"
    " LEFT JOIN site_directory s ON s.site_id = d.site_id ";

DelegationRow ToDelegation(const pqxx::row& row) {
  DelegationRow delegation;
  delegation.delegation_id = db::ToText(row[0]);
  delegation.site_id = db::ToText(row[1]);
  delegation.site_name = db::ToOptionalText(row[2]).value_or("");
  delegation.agent_account_id = db::ToText(row[3]);
  delegation.agent_login = db::ToText(row[4]);
  delegation.agent_organisation_name = db::ToText(row[5]);
  delegation.period = {db::ToDay(row[6]), db::ToDay(row[7])};
  delegation.created_at = db::ToTime(row[8]);
  if (!row[9].is_null()) delegation.revoked_at = db::ToTime(row[9]);
  return delegation;
}

std::vector<DelegationRow> ToDelegations(const pqxx::result& result) {
  std::vector<DelegationRow> delegations;
  for (const pqxx::row& row : result) delegations.push_back(ToDelegation(row));
  return delegations;
}

std::optional<absl::CivilDay> CursorDay(const std::optional<DelegationCursor>& after) {
  if (!after.has_value()) return std::nullopt;
  return after->starts_on;
}

std::optional<std::string> CursorId(const std::optional<DelegationCursor>& after) {
  if (!after.has_value()) return std::nullopt;
  return after->delegation_id;
}

}  // namespace

void InsertDelegation(const server::SiteScope& site, db::Tx& tx, const DelegationRow& delegation,
                      const std::string& by) {
  tx.Exec(
      "INSERT INTO delegation (delegation_id, site_id, agent_account_id, starts_on, ends_on,"
      " created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      delegation.delegation_id, site.site_id(), delegation.agent_account_id,
      delegation.period.starts_on, delegation.period.ends_on, delegation.created_at, by);
}

std::vector<DelegationPeriod> LockPeriodsOf(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& agent_account_id) {
  tx.Exec("SELECT 1 FROM account WHERE account_id = $1 FOR UPDATE", agent_account_id);
  std::vector<DelegationPeriod> periods;
  for (const pqxx::row& row :
       tx.Exec("SELECT starts_on, ends_on FROM delegation"
               " WHERE site_id = $1 AND agent_account_id = $2 AND revoked_at IS NULL",
               site.site_id(), agent_account_id)) {
    periods.push_back({db::ToDay(row[0]), db::ToDay(row[1])});
  }
  return periods;
}

std::optional<DelegationRow> LockDelegation(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& delegation_id) {
  static const std::string sql =
      std::string(kSelect) + "WHERE d.site_id = $1 AND d.delegation_id = $2 FOR UPDATE OF d";
  const pqxx::result result = tx.Exec(sql, site.site_id(), delegation_id);
  if (result.empty()) return std::nullopt;
  return ToDelegation(result[0]);
}

void MarkRevoked(const server::SiteScope& site, db::Tx& tx, const std::string& delegation_id,
                 absl::Time at, const std::string& by) {
  tx.Exec(
      "UPDATE delegation SET revoked_at = $3, revoked_by = $4"
      " WHERE site_id = $1 AND delegation_id = $2",
      site.site_id(), delegation_id, at, by);
}

std::vector<DelegationRow> ListOfSite(const server::SiteScope& site, db::Tx& tx,
                                      const std::optional<DelegationCursor>& after, int limit) {
  static const std::string sql =
      std::string(kSelect) +
      "WHERE d.site_id = $1"
      " AND ($2::date IS NULL OR (d.starts_on, d.delegation_id) < ($2::date, $3::uuid))"
      " ORDER BY d.starts_on DESC, d.delegation_id DESC LIMIT $4";
  return ToDelegations(tx.Exec(sql, site.site_id(), CursorDay(after), CursorId(after), limit + 1));
}

std::vector<DelegationRow> ListOfAgent(const server::Scope& scope, db::Tx& tx,
                                       std::optional<absl::CivilDay> live_on,
                                       const std::optional<DelegationCursor>& after, int limit) {
  static const std::string sql =
      std::string(kSelect) +
      "WHERE d.agent_account_id = $1"
      " AND ($2::date IS NULL OR"
      " (d.revoked_at IS NULL AND $2::date BETWEEN d.starts_on AND d.ends_on))"
      " AND ($3::date IS NULL OR (d.starts_on, d.delegation_id) < ($3::date, $4::uuid))"
      " ORDER BY d.starts_on DESC, d.delegation_id DESC LIMIT $5";
  return ToDelegations(
      tx.Exec(sql, scope.account_id(), live_on, CursorDay(after), CursorId(after), limit + 1));
}

bool HoldsDelegation(const server::SiteScope& site, db::Tx& tx, const std::string& account_id,
                     absl::CivilDay day) {
  return !tx.Exec(
                "SELECT 1 FROM delegation d JOIN account a ON a.account_id = d.agent_account_id"
                " WHERE d.site_id = $1 AND d.agent_account_id = $2 AND d.revoked_at IS NULL"
                " AND $3::date BETWEEN d.starts_on AND d.ends_on AND a.state = 'ACTIVE' LIMIT 1",
                site.site_id(), account_id, day)
              .empty();
}

std::vector<std::string> DelegatedSites(db::Tx& tx, const std::string& account_id,
                                        absl::CivilDay day) {
  std::vector<std::string> sites;
  for (const pqxx::row& row :
       tx.Exec("SELECT DISTINCT d.site_id FROM delegation d"
               " JOIN account a ON a.account_id = d.agent_account_id"
               " WHERE d.agent_account_id = $1 AND d.revoked_at IS NULL"
               " AND $2::date BETWEEN d.starts_on AND d.ends_on AND a.state = 'ACTIVE'"
               " ORDER BY d.site_id",
               account_id, day)) {
    sites.push_back(db::ToText(row[0]));
  }
  return sites;
}

}  // namespace sems::identity
