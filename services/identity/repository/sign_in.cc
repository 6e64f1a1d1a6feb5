#include "services/identity/repository/sign_in.h"

#include "common/db/tx.h"

namespace sems::identity {
namespace {

std::optional<absl::Time> OptionalTime(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return db::ToTime(field);
}

SignInFailures ToFailures(const pqxx::result& result) {
  if (result.empty()) return {};
  return {.failures = result[0][0].as<int>(),
          .last_failed_at = db::ToTime(result[0][1]),
          .locked_until = OptionalTime(result[0][2])};
}

}  // namespace

SignInFailures FindFailures(db::Tx& tx, const std::string& login_key) {
  return ToFailures(tx.Exec(
      "SELECT failures, last_failed_at, locked_until FROM sign_in_failure WHERE login_key = $1",
      db::Bytes{login_key}));
}

SignInFailures LockFailures(db::Tx& tx, const std::string& login_key, absl::Time now) {
  tx.Exec("INSERT INTO sign_in_failure VALUES ($1, 0, $2, NULL) ON CONFLICT DO NOTHING",
          db::Bytes{login_key}, now);
  return ToFailures(
      tx.Exec("SELECT failures, last_failed_at, locked_until FROM sign_in_failure"
              " WHERE login_key = $1 FOR UPDATE",
              db::Bytes{login_key}));
}

void StoreFailures(db::Tx& tx, const std::string& login_key, const SignInFailures& record) {
  tx.Exec(
      "UPDATE sign_in_failure SET failures = $2, last_failed_at = $3, locked_until = $4"
      " WHERE login_key = $1",
      db::Bytes{login_key}, record.failures, record.last_failed_at, record.locked_until);
}

void ForgetFailures(db::Tx& tx, const std::string& login_key) {
  tx.Exec("DELETE FROM sign_in_failure WHERE login_key = $1", db::Bytes{login_key});
}

void DropOldFailures(db::Tx& tx, absl::Time now) {
  tx.Exec(
      "DELETE FROM sign_in_failure WHERE login_key IN (SELECT login_key FROM sign_in_failure"
      " WHERE last_failed_at < $1 AND (locked_until IS NULL OR locked_until < $2)"
      " ORDER BY last_failed_at LIMIT 10 FOR UPDATE SKIP LOCKED)",
      now - kForgetAfter, now);
}

void InsertFamily(db::Tx& tx, const TokenFamily& family) {
  tx.Exec(
      "INSERT INTO token_family (family_id, account_id, started_at, ends_at) VALUES ($1, $2, $3, "
      "$4)",
      family.family_id, family.account_id, family.started_at, family.ends_at);
}

void DropEndedFamilies(db::Tx& tx, const std::string& account_id, absl::Time now) {
  tx.Exec("DELETE FROM token_family WHERE account_id = $1 AND ends_at < $2", account_id, now);
}

void RevokeFamily(db::Tx& tx, const std::string& family_id, const std::string& reason,
                  absl::Time now) {
  tx.Exec(
      "UPDATE token_family SET revoked_at = $2, revoke_reason = $3"
      " WHERE family_id = $1 AND revoked_at IS NULL",
      family_id, now, reason);
}

int RevokeFamiliesOf(db::Tx& tx, const std::string& account_id, const std::string& reason,
                     absl::Time now) {
  return static_cast<int>(tx.Exec("UPDATE token_family SET revoked_at = $2, revoke_reason = $3"
                                  " WHERE account_id = $1 AND revoked_at IS NULL AND ends_at > $2",
                                  account_id, now, reason)
                              .affected_rows());
}

void InsertRefreshToken(db::Tx& tx, const std::string& token_hash, const std::string& family_id,
                        absl::Time issued_at, absl::Time expires_at) {
  tx.Exec("INSERT INTO refresh_token VALUES ($1, $2, $3, $4, NULL)", db::Bytes{token_hash},
          family_id, issued_at, expires_at);
}

void MarkRefreshTokenUsed(db::Tx& tx, const std::string& token_hash, absl::Time now) {
  tx.Exec("UPDATE refresh_token SET used_at = $2 WHERE token_hash = $1", db::Bytes{token_hash},
          now);
}

std::optional<FoundRefreshToken> LockRefreshToken(db::Tx& tx, const std::string& token_hash) {
  const pqxx::result result = tx.Exec(
      "SELECT t.expires_at, t.used_at, f.ends_at, f.revoked_at, a.state, f.family_id, a.account_id,"
      " a.role FROM refresh_token t JOIN token_family f USING (family_id)"
      " JOIN account a USING (account_id) WHERE t.token_hash = $1 FOR UPDATE OF t, f",
      db::Bytes{token_hash});
  if (result.empty()) return std::nullopt;
  const pqxx::row row = result[0];
  return FoundRefreshToken{.token = {.expires_at = db::ToTime(row[0]),
                                     .used_at = OptionalTime(row[1]),
                                     .family_ends_at = db::ToTime(row[2]),
                                     .family_revoked_at = OptionalTime(row[3]),
                                     .account_active = db::ToText(row[4]) == "ACTIVE"},
                           .family_id = db::ToText(row[5]),
                           .account_id = db::ToText(row[6]),
                           .role = db::ToText(row[7])};
}

}  // namespace sems::identity
