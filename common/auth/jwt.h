#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

// JSON Web Tokens with one fixed algorithm, ES256 (P-256, SHA-256), on OpenSSL. The header's `alg`
// is compared, never followed.
namespace sems::auth {

inline constexpr char kIssuer[] = "sems";                    // of user tokens
inline constexpr char kAudience[] = "sems-api";              // of user tokens
inline constexpr char kServiceAudience[] = "sems-internal";  // of tokens between services

struct Claims {
  std::string issuer;    // iss: "sems", or the calling service's name
  std::string audience;  // aud
  std::string subject;   // sub: account id; empty when a service acts on its own
  std::string role;      // name of the Role: "ROLE_SITE_OPERATOR"
  std::string id;        // jti
  absl::Time issued_at;
  absl::Time expires_at;
};

// A P-256 private key from a PEM file.
class SigningKey {
 public:
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);
  static absl::StatusOr<SigningKey> FromFile(const std::string& path);
  static SigningKey Generate();

  std::string ToPem() const;
  // {"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":…,"x":…,"y":…}; kid = RFC 7638
  // thumbprint, or `key_id` when given.
  std::string PublicJwk(std::string_view key_id = {}) const;
  std::string thumbprint() const;
  std::string Sign(std::string_view message) const;  // raw r‖s, 64 bytes
  std::string SignToken(const Claims& claims, std::string_view key_id = {}) const;

 private:
  struct Key;
  std::shared_ptr<const Key> key_;
};

// {"keys":[…]} of such JWKs.
std::string MakeJwks(const std::vector<std::string>& jwks);

// Public keys by kid, from a JWKS file that is read again when it changes (rotation without a
// restart).
class KeySet {
 public:
  static absl::StatusOr<std::shared_ptr<KeySet>> FromFile(const std::string& path);
  static absl::StatusOr<std::shared_ptr<KeySet>> FromJson(std::string_view json);
  ~KeySet();

  bool Verify(std::string_view key_id, std::string_view message, std::string_view signature);

 private:
  struct Impl;
  explicit KeySet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Verifies tokens; those already verified are remembered by their SHA-256 until they expire.
class Verifier {
 public:
  Verifier(std::shared_ptr<KeySet> keys, std::string audience);

  // UNAUTHENTICATED (TOKEN_MALFORMED, TOKEN_SIGNATURE, TOKEN_EXPIRED, TOKEN_AUDIENCE …) otherwise.
  // The issuer is left to the caller: for user tokens it must be kIssuer, for service tokens it
  // must equal the key's id.
  absl::StatusOr<Claims> Verify(std::string_view token, absl::Time now);

 private:
  std::shared_ptr<KeySet> keys_;
  const std::string audience_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Claims> verified_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace sems::auth
