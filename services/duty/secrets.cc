#include "services/duty/secrets.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "common/log/log.h"
#include "common/values/absl_compat.h"

namespace sems::duty {

std::string NewSecret() {
  std::string bytes(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1) {
    log::Error("no_random_bytes");
    std::abort();  // nothing may be guarded by a secret that is none
  }
  return absl::WebSafeBase64Escape(ToAbsl(bytes));
}

std::string Sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string Hex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

}  // namespace sems::duty
