#include "services/identity/repository/account.h"

#include "common/db/tx.h"

namespace sems::identity {
namespace {

// login_key as sign_in.cc computes it: SHA-256 of the normalised login.
constexpr std::string_view kSelect =
    "SELECT a.account_id, a.login, a.role, a.state, a.password_change_due, a.organisation_name,"
    " a.department, a.contact_name, a.phone, a.email, a.consent_version, a.consented_at, a.version,"
    " a.created_at, a.updated_at,"
    " (SELECT f.locked_until FROM sign_in_failure f"
    "  WHERE f.login_key = sha256(convert_to(a.login, 'UTF8')) AND f.locked_until > $1)"
    " FROM account a ";

// $2: sees all; $3: else only this one.
constexpr std::string_view kInScope = " WHERE ($2::boolean OR a.account_id = $3::uuid) ";

constexpr std::string_view kNobody = "00000000-0000-0000-0000-000000000000";

bool SeesAll(const server::Scope& scope) {
  return scope.kind() == server::Scope::Kind::kNation ||
         scope.kind() == server::Scope::Kind::kSystem;
}

std::string OnlyAccount(const server::Scope& scope) {
  return scope.account_id().empty() ? std::string(kNobody) : scope.account_id();
}

AccountRow ToAccount(const pqxx::row& row) {
  AccountRow account;
  account.account_id = db::ToText(row[0]);
  account.login = db::ToText(row[1]);
  account.role = db::ToText(row[2]);
  account.locked = db::ToText(row[3]) == "LOCKED";
  account.password_change_due = row[4].as<bool>();
  account.profile = {.organisation_name = db::ToText(row[5]),
                     .department = db::ToText(row[6]),
                     .contact_name = db::ToText(row[7]),
                     .phone = db::ToText(row[8]),
                     .email = db::ToText(row[9])};
  if (!row[10].is_null()) account.consent = Consent{db::ToText(row[10]), db::ToTime(row[11])};
  account.version = row[12].as<std::int64_t>();
  account.created_at = db::ToTime(row[13]);
  account.updated_at = db::ToTime(row[14]);
  if (!row[15].is_null()) account.sign_in_locked_until = db::ToTime(row[15]);
  return account;
}

std::optional<AccountRow> One(const pqxx::result& result) {
  if (result.empty()) return std::nullopt;
  return ToAccount(result[0]);
}

std::string State(bool locked) { return locked ? "LOCKED" : "ACTIVE"; }

Credentials ToCredentials(const pqxx::row& row) {
  return {.account_id = db::ToText(row[0]),
          .role = db::ToText(row[1]),
          .password_hash = db::ToText(row[2]),
          .locked = db::ToText(row[3]) == "LOCKED",
          .password_change_due = row[4].as<bool>(),
          .consent_version = db::ToOptionalText(row[5]).value_or("")};
}

constexpr std::string_view kSelectCredentials =
    "SELECT account_id, role, password_hash, state, password_change_due, consent_version FROM "
    "account ";

AccountName ToName(const pqxx::row& row) {
  return {.account_id = db::ToText(row[0]),
          .login = db::ToText(row[1]),
          .profile = {.organisation_name = db::ToText(row[2]),
                      .department = db::ToText(row[3]),
                      .contact_name = db::ToText(row[4]),
                      .phone = db::ToText(row[5]),
                      .email = {}}};
}

constexpr std::string_view kSelectName =
    "SELECT account_id, login, organisation_name, department, contact_name, phone FROM account ";

std::string Sql(std::string_view head, std::string_view tail) {
  std::string sql(head);
  sql += tail;
  return sql;
}

constexpr std::string_view kFilter =
    " AND ($4 = '' OR a.role = $4) AND ($5 = '' OR a.state = $5) AND starts_with(a.login, $6) ";

}  // namespace

bool InsertAccount(db::Tx& tx, const NewAccount& account) {
  const AccountRow& row = account.row;
  const pqxx::result inserted = tx.Exec(
      "INSERT INTO account (account_id, login, role, state, password_hash, password_change_due,"
      " organisation_name, department, contact_name, phone, email, version, created_at, updated_at,"
      " updated_by)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12, $13)"
      " ON CONFLICT DO NOTHING",
      row.account_id, row.login, row.role, State(row.locked), account.password_hash,
      row.password_change_due, row.profile.organisation_name, row.profile.department,
      row.profile.contact_name, row.profile.phone, row.profile.email, row.created_at,
      account.created_by);
  if (inserted.affected_rows() == 0) return false;
  if (row.consent.has_value()) InsertConsent(tx, row.account_id, *row.consent);
  return true;
}

std::optional<AccountRow> FindAccount(const server::Scope& scope, db::Tx& tx,
                                      const std::string& account_id, absl::Time now) {
  static const std::string sql =
      Sql(kSelect, std::string(kInScope) + "AND a.account_id = $4::uuid");
  return One(tx.Exec(sql, now, SeesAll(scope), OnlyAccount(scope), account_id));
}

std::optional<AccountRow> LockAccountRow(const server::Scope& scope, db::Tx& tx,
                                         const std::string& account_id, absl::Time now) {
  static const std::string sql =
      Sql(kSelect, std::string(kInScope) + "AND a.account_id = $4::uuid FOR UPDATE OF a");
  return One(tx.Exec(sql, now, SeesAll(scope), OnlyAccount(scope), account_id));
}

std::vector<AccountRow> ListAccountRows(const server::Scope& scope, db::Tx& tx,
                                        const AccountFilter& filter, absl::Time now) {
  static const std::string sql = Sql(kSelect, std::string(kInScope) + std::string(kFilter) +
                                                  "AND a.login > $7 ORDER BY a.login LIMIT $8");
  std::vector<AccountRow> accounts;
  for (const pqxx::row& row :
       tx.Exec(sql, now, SeesAll(scope), OnlyAccount(scope), filter.role, filter.state,
               filter.login_prefix, filter.after_login, filter.limit + 1)) {
    accounts.push_back(ToAccount(row));
  }
  return accounts;
}

int CountAccounts(const server::Scope& scope, db::Tx& tx, const AccountFilter& filter) {
  static const std::string sql =
      Sql("SELECT count(*) FROM account a ",
          "WHERE ($1::boolean OR a.account_id = $2::uuid) AND ($3 = '' OR a.role = $3)"
          " AND ($4 = '' OR a.state = $4) AND starts_with(a.login, $5)");
  return tx
      .Exec(sql, SeesAll(scope), OnlyAccount(scope), filter.role, filter.state,
            filter.login_prefix)[0][0]
      .as<int>();
}

std::vector<AccountName> FindNames(db::Tx& tx, const std::vector<std::string>& account_ids) {
  static const std::string sql = Sql(kSelectName, "WHERE account_id = ANY($1::uuid[])");
  std::vector<AccountName> names;
  for (const pqxx::row& row : tx.Exec(sql, db::TextArray(account_ids)))
    names.push_back(ToName(row));
  return names;
}

std::optional<AccountName> FindByLoginAndRole(db::Tx& tx, const std::string& login,
                                              const std::string& role) {
  static const std::string sql = Sql(kSelectName, "WHERE login = $1 AND role = $2");
  const pqxx::result result = tx.Exec(sql, login, role);
  if (result.empty()) return std::nullopt;
  return ToName(result[0]);
}

void UpdateAccount(db::Tx& tx, const AccountRow& changed, absl::Time at, const std::string& by) {
  tx.Exec(
      "INSERT INTO account_history"
      " SELECT account_id, version, state, organisation_name, department, contact_name, phone,"
      " email, updated_at, updated_by, $2::timestamptz, $3 FROM account WHERE account_id = $1",
      changed.account_id, at, by);
  tx.Exec(
      "UPDATE account SET state = $2, organisation_name = $3, department = $4, contact_name = $5,"
      " phone = $6, email = $7, version = version + 1, updated_at = $8, updated_by = $9"
      " WHERE account_id = $1",
      changed.account_id, State(changed.locked), changed.profile.organisation_name,
      changed.profile.department, changed.profile.contact_name, changed.profile.phone,
      changed.profile.email, at, by);
}

void InsertConsent(db::Tx& tx, const std::string& account_id, const Consent& consent) {
  tx.Exec("INSERT INTO privacy_consent VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", account_id,
          consent.notice_version, consent.accepted_at);
  tx.Exec("UPDATE account SET consent_version = $2, consented_at = $3 WHERE account_id = $1",
          account_id, consent.notice_version, consent.accepted_at);
}

bool IsActive(db::Tx& tx, const std::string& account_id) {
  return !tx.Exec("SELECT 1 FROM account WHERE account_id = $1 AND state = 'ACTIVE'", account_id)
              .empty();
}

std::optional<Credentials> FindCredentials(db::Tx& tx, const std::string& login) {
  static const std::string sql = Sql(kSelectCredentials, "WHERE login = $1");
  const pqxx::result result = tx.Exec(sql, login);
  if (result.empty()) return std::nullopt;
  return ToCredentials(result[0]);
}

std::optional<Credentials> LockCredentials(db::Tx& tx, const std::string& account_id) {
  static const std::string sql = Sql(kSelectCredentials, "WHERE account_id = $1 FOR UPDATE");
  const pqxx::result result = tx.Exec(sql, account_id);
  if (result.empty()) return std::nullopt;
  return ToCredentials(result[0]);
}

std::string FindLogin(db::Tx& tx, const std::string& account_id) {
  const pqxx::result result =
      tx.Exec("SELECT login FROM account WHERE account_id = $1", account_id);
  return result.empty() ? "" : db::ToText(result[0][0]);
}

void StorePassword(db::Tx& tx, const std::string& account_id, const std::string& password_hash) {
  tx.Exec(
      "UPDATE account SET password_hash = $2, password_change_due = false WHERE account_id = $1",
      account_id, password_hash);
}

std::vector<std::string> AdministratorLogins(db::Tx& tx) {
  std::vector<std::string> logins;
  for (const pqxx::row& row :
       tx.Exec("SELECT login FROM account WHERE role = 'ROLE_NIER_ADMIN' ORDER BY login")) {
    logins.push_back(db::ToText(row[0]));
  }
  return logins;
}

PrivacyNotice NoticeInForce(db::Tx& tx, absl::CivilDay day) {
  const pqxx::result result = tx.Exec(
      "SELECT version, effective_on, text_ko FROM privacy_notice WHERE effective_on <= $1"
      " ORDER BY effective_on DESC, version DESC LIMIT 1",
      day);
  if (result.empty()) return {};
  return {db::ToText(result[0][0]), db::ToDay(result[0][1]), db::ToText(result[0][2])};
}

}  // namespace sems::identity
