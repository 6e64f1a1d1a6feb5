#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/auth/jwt.h"
#include "sems/identity/v1/auth_service.pb.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

// 32 bytes.
std::string Sha256(std::string_view text);

// Under which failed sign-ins are counted: the SHA-256 of the login in its one spelling, or of what
// was typed when that cannot be a login.
std::string LoginKey(std::string_view login);

// 256 random bits in base64url: what is stored of it is its hash.
std::string NewSecret();

struct AccessToken {
  std::string token;
  absl::Time expires_at;
};
AccessToken IssueAccessToken(const auth::SigningKey& key, const std::string& account_id,
                             const std::string& role, absl::Time now);

// An access token, and a refresh token stored in its family.
v1::TokenPair IssueTokens(db::Tx& tx, const auth::SigningKey& key, const std::string& account_id,
                          const std::string& role, const std::string& family_id,
                          absl::Time family_ends_at, absl::Time now);

}  // namespace sems::identity
