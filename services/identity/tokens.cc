#include "services/identity/tokens.h"

#include <openssl/sha.h>
#include <sodium.h>

#include "absl/strings/escaping.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/login_name.h"
#include "services/identity/domain/refresh_rotation.h"
#include "services/identity/repository/sign_in.h"

namespace sems::identity {
namespace {

constexpr size_t kSecretBytes = 32;

}  // namespace

std::string NewSecret() {
  std::string random(kSecretBytes, '\0');
  randombytes_buf(random.data(), random.size());
  return absl::WebSafeBase64Escape(random);
}

std::string Sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string LoginKey(std::string_view login) {
  return Sha256(NormaliseLogin(login).value_or(std::string(login)));
}

AccessToken IssueAccessToken(const auth::SigningKey& key, const std::string& account_id,
                             const std::string& role, absl::Time now) {
  const absl::Time issued_at =
      absl::FromUnixSeconds(absl::ToUnixSeconds(now));  // JWT counts seconds
  const auth::Claims claims{.issuer = auth::kIssuer,
                            .audience = auth::kAudience,
                            .subject = account_id,
                            .role = role,
                            .id = NewUuidV7(now),
                            .issued_at = issued_at,
                            .expires_at = issued_at + kAccessTokenLifetime};
  return {key.SignToken(claims), claims.expires_at};
}

v1::TokenPair IssueTokens(db::Tx& tx, const auth::SigningKey& key, const std::string& account_id,
                          const std::string& role, const std::string& family_id,
                          absl::Time family_ends_at, absl::Time now) {
  const AccessToken access = IssueAccessToken(key, account_id, role, now);
  const std::string refresh_token = NewSecret();
  const absl::Time refresh_expires_at = RefreshTokenExpiry(now, family_ends_at);
  InsertRefreshToken(tx, Sha256(refresh_token), family_id, now, refresh_expires_at);

  v1::TokenPair pair;
  pair.set_access_token(access.token);
  *pair.mutable_access_token_expires_at() = ToTimestamp(access.expires_at);
  pair.set_refresh_token(refresh_token);
  *pair.mutable_refresh_token_expires_at() = ToTimestamp(refresh_expires_at);
  return pair;
}

}  // namespace sems::identity
