#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/identity/domain/refresh_rotation.h"
#include "services/identity/domain/sign_in_lock.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

// Failed sign-ins under a login's key (SHA-256).
SignInFailures FindFailures(db::Tx& tx, const std::string& login_key);
// The same, made when there is none, and locked: attempts on one login are counted one by one.
SignInFailures LockFailures(db::Tx& tx, const std::string& login_key, absl::Time now);
void StoreFailures(db::Tx& tx, const std::string& login_key, const SignInFailures& record);
void ForgetFailures(db::Tx& tx, const std::string& login_key);
// Removes a few records that no longer count, so that guessed logins do not pile up.
void DropOldFailures(db::Tx& tx, absl::Time now);

struct TokenFamily {
  std::string family_id;
  std::string account_id;
  absl::Time started_at;
  absl::Time ends_at;
};
void InsertFamily(db::Tx& tx, const TokenFamily& family);
// Families of the account that are over.
void DropEndedFamilies(db::Tx& tx, const std::string& account_id, absl::Time now);
void RevokeFamily(db::Tx& tx, const std::string& family_id, const std::string& reason,
                  absl::Time now);
// How many ended by it.
int RevokeFamiliesOf(db::Tx& tx, const std::string& account_id, const std::string& reason,
                     absl::Time now);

void InsertRefreshToken(db::Tx& tx, const std::string& token_hash, const std::string& family_id,
                        absl::Time issued_at, absl::Time expires_at);
void MarkRefreshTokenUsed(db::Tx& tx, const std::string& token_hash, absl::Time now);

struct FoundRefreshToken {
  StoredRefreshToken token;
  std::string family_id;
  std::string account_id;
  std::string role;
};
// Locks the token and its family.
std::optional<FoundRefreshToken> LockRefreshToken(db::Tx& tx, const std::string& token_hash);

}  // namespace sems::identity
