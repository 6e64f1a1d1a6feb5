#include "services/identity/repository/organisation.h"

#include "common/db/tx.h"

namespace sems::identity {
namespace {

constexpr std::string_view kSelect =
    "SELECT organisation_id, name, business_number, representative, created_at FROM organisation ";

OrganisationRow ToOrganisation(const pqxx::row& row) {
  return {.organisation_id = db::ToText(row[0]),
          .facts = {.name = db::ToText(row[1]),
                    .business_number = db::ToText(row[2]),
                    .representative = db::ToText(row[3])},
          .created_at = db::ToTime(row[4])};
}

}  // namespace

std::optional<Membership> FindMembership(const server::Scope& scope, db::Tx& tx) {
  const pqxx::result result =
      tx.Exec("SELECT organisation_id, is_owner FROM organisation_member WHERE account_id = $1",
              scope.account_id());
  if (result.empty()) return std::nullopt;
  return Membership{db::ToText(result[0][0]), result[0][1].as<bool>()};
}

std::optional<Membership> LockMembership(const server::Scope& scope, db::Tx& tx) {
  // The account's row, since there may be no membership to lock yet.
  tx.Exec("SELECT 1 FROM account WHERE account_id = $1 FOR UPDATE", scope.account_id());
  return FindMembership(scope, tx);
}

bool InsertOrganisation(const server::Scope& scope, db::Tx& tx,
                        const OrganisationRow& organisation) {
  const OrganisationFacts& facts = organisation.facts;
  return tx.Exec("INSERT INTO organisation VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                 organisation.organisation_id, facts.name, facts.business_number,
                 facts.representative, organisation.created_at, scope.account_id())
             .affected_rows() > 0;
}

void InsertMember(const server::Scope& scope, db::Tx& tx, const std::string& organisation_id,
                  bool owner, absl::Time at) {
  tx.Exec("INSERT INTO organisation_member VALUES ($1, $2, $3, $4)", scope.account_id(),
          organisation_id, owner, at);
}

std::optional<OrganisationRow> FindOrganisation(db::Tx& tx, const std::string& organisation_id) {
  static const std::string sql = std::string(kSelect) + "WHERE organisation_id = $1";
  const pqxx::result result = tx.Exec(sql, organisation_id);
  if (result.empty()) return std::nullopt;
  return ToOrganisation(result[0]);
}

std::vector<OrganisationRow> ListOrganisationRows(const server::Scope& nation, db::Tx& tx,
                                                  const std::string& business_number,
                                                  const std::optional<OrganisationCursor>& after,
                                                  int limit) {
  if (nation.kind() != server::Scope::Kind::kNation) return {};
  static const std::string sql =
      std::string(kSelect) +
      "WHERE ($1 = '' OR business_number = $1)"
      " AND ($2::text IS NULL OR (name, organisation_id) > ($2, $3::uuid))"
      " ORDER BY name, organisation_id LIMIT $4";
  std::optional<std::string> name, id;
  if (after.has_value()) {
    name = after->name;
    id = after->organisation_id;
  }
  std::vector<OrganisationRow> organisations;
  for (const pqxx::row& row : tx.Exec(sql, business_number, name, id, limit + 1))
    organisations.push_back(ToOrganisation(row));
  return organisations;
}

std::vector<MemberRow> MembersOf(db::Tx& tx, const std::string& organisation_id) {
  std::vector<MemberRow> members;
  for (const pqxx::row& row :
       tx.Exec("SELECT m.account_id, a.login, m.is_owner, m.joined_at"
               " FROM organisation_member m JOIN account a USING (account_id)"
               " WHERE m.organisation_id = $1 ORDER BY m.is_owner DESC, m.joined_at, m.account_id",
               organisation_id)) {
    members.push_back(
        {db::ToText(row[0]), db::ToText(row[1]), row[2].as<bool>(), db::ToTime(row[3])});
  }
  return members;
}

bool RemoveMemberRow(db::Tx& tx, const std::string& organisation_id, const std::string& account_id,
                     absl::Time at, const std::string& by) {
  return tx.Exec(
               "WITH gone AS (DELETE FROM organisation_member WHERE organisation_id = $1"
               " AND account_id = $2 AND NOT is_owner"
               " RETURNING account_id, organisation_id, joined_at)"
               " INSERT INTO organisation_member_history"
               " SELECT account_id, organisation_id, joined_at, $3::timestamptz, $4 FROM gone",
               organisation_id, account_id, at, by)
             .affected_rows() > 0;
}

void InsertInvitation(db::Tx& tx, const std::string& code_hash, const std::string& organisation_id,
                      const std::string& by, absl::Time now, absl::Time expires_at) {
  tx.Exec("DELETE FROM organisation_invitation WHERE expires_at <= $1", now);
  tx.Exec("INSERT INTO organisation_invitation VALUES ($1, $2, $3, $4)", db::Bytes{code_hash},
          organisation_id, by, expires_at);
}

std::optional<std::string> TakeInvitation(db::Tx& tx, const std::string& code_hash,
                                          absl::Time now) {
  const pqxx::result result = tx.Exec(
      "DELETE FROM organisation_invitation WHERE code_hash = $1 AND expires_at > $2"
      " RETURNING organisation_id",
      db::Bytes{code_hash}, now);
  if (result.empty()) return std::nullopt;
  return db::ToText(result[0][0]);
}

}  // namespace sems::identity
