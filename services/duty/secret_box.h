#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sems::duty {

// Secrets at rest: AES-256-GCM under keys from a file, a JWKS of `oct` keys. The first key seals;
// the others only open what was sealed before (docs/operations.md, Keys).
class SecretBox {
 public:
  static absl::StatusOr<SecretBox> FromJwks(std::string_view jwks);
  static absl::StatusOr<SecretBox> FromFile(const std::string& path);

  // Of the key that seals.
  const std::string& key_id() const { return key_id_; }

  // Nonce, ciphertext and tag. `context` is what the secret belongs to: sealed for one, it does not
  // open for another.
  std::string Seal(std::string_view secret, std::string_view context) const;
  // None: there is no such key, or it is not what was sealed.
  std::optional<std::string> Open(const std::string& key_id, std::string_view sealed,
                                  std::string_view context) const;

 private:
  std::string key_id_;
  std::map<std::string, std::string> keys_;  // 32 bytes by kid
};

}  // namespace sems::duty
