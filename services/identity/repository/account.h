#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/identity/domain/profile.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

struct Consent {
  std::string notice_version;
  absl::Time accepted_at;
};

struct AccountRow {
  std::string account_id;
  std::string login;
  std::string role;  // "ROLE_SITE_OPERATOR"
  bool locked = false;
  bool password_change_due = false;
  Profile profile;
  std::optional<Consent> consent;
  std::int64_t version = 1;
  absl::Time created_at;
  absl::Time updated_at;
  // While sign-in is refused after wrong passwords.
  std::optional<absl::Time> sign_in_locked_until;
};

struct NewAccount {
  AccountRow row;
  std::string password_hash;
  std::string created_by;
};

struct AccountFilter {
  std::string role;   // empty: all
  std::string state;  // "ACTIVE", "LOCKED"; empty: all
  std::string login_prefix;
  std::string after_login;
  int limit = 0;
};

struct AccountName {
  std::string account_id;
  std::string login;
  Profile profile;
};

// False when the login is taken.
bool InsertAccount(db::Tx& tx, const NewAccount& account);

// An account in the scope: one's own, or any for the nation and for services. `now` decides whether
// a sign-in lock still holds.
std::optional<AccountRow> FindAccount(const server::Scope& scope, db::Tx& tx,
                                      const std::string& account_id, absl::Time now);
// The same, and keeps others from changing it until the transaction ends.
std::optional<AccountRow> LockAccountRow(const server::Scope& scope, db::Tx& tx,
                                         const std::string& account_id, absl::Time now);

// By login, with one more than `limit` to tell whether there is another page.
std::vector<AccountRow> ListAccountRows(const server::Scope& scope, db::Tx& tx,
                                        const AccountFilter& filter, absl::Time now);
int CountAccounts(const server::Scope& scope, db::Tx& tx, const AccountFilter& filter);

// Names of the accounts that exist among these.
std::vector<AccountName> FindNames(db::Tx& tx, const std::vector<std::string>& account_ids);

// Id of the account that delegations may name by this login.
std::optional<AccountName> FindByLoginAndRole(db::Tx& tx, const std::string& login,
                                              const std::string& role);

// Changes what `changed` says of profile, state and consent; the former facts go to the history.
// `changed.version` is the version as read; the new one is one more.
void UpdateAccount(db::Tx& tx, const AccountRow& changed, absl::Time at, const std::string& by);

void InsertConsent(db::Tx& tx, const std::string& account_id, const Consent& consent);

// Whether the account may act. A token outlives a lock by minutes, so whatever can change other
// accounts or show their personal data asks.
bool IsActive(db::Tx& tx, const std::string& account_id);

// For sign-in.
struct Credentials {
  std::string account_id;
  std::string role;
  std::string password_hash;
  bool locked = false;
  bool password_change_due = false;
  std::string consent_version;
};
std::optional<Credentials> FindCredentials(db::Tx& tx, const std::string& login);
std::optional<Credentials> LockCredentials(db::Tx& tx, const std::string& account_id);
std::string FindLogin(db::Tx& tx, const std::string& account_id);
void StorePassword(db::Tx& tx, const std::string& account_id, const std::string& password_hash);

// Whether any administrator exists, and which login; for the bootstrap.
std::vector<std::string> AdministratorLogins(db::Tx& tx);

// The notice in force on a day.
struct PrivacyNotice {
  std::string version;
  absl::CivilDay effective_on;
  std::string text_ko;
};
PrivacyNotice NoticeInForce(db::Tx& tx, absl::CivilDay day);

}  // namespace sems::identity
