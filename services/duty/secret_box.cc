#include "services/duty/secret_box.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"

namespace sems::duty {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
int Size(std::string_view text) { return static_cast<int>(text.size()); }

absl::Status Bad(const std::string& problem) {
  return Error(absl::StatusCode::kFailedPrecondition, "SECRET_KEYS",
               absl::StrCat("duty.secret_keys_file: ", problem),
               absl::StrCat("duty.secret_keys_file 설정 오류: ", problem));
}

}  // namespace

absl::StatusOr<SecretBox> SecretBox::FromJwks(std::string_view jwks) {
  const nlohmann::json parsed = nlohmann::json::parse(jwks, nullptr, /*allow_exceptions=*/false);
  const auto keys = parsed.is_object() ? parsed.find("keys") : parsed.end();
  if (!parsed.is_object() || keys == parsed.end() || !keys->is_array() || keys->empty())
    return Bad("is no JWKS with a key");
  SecretBox box;
  for (const nlohmann::json& key : *keys) {
    const auto text = [&](const char* name) {
      const auto found = key.is_object() ? key.find(name) : key.end();
      return key.is_object() && found != key.end() && found->is_string() ? found->get<std::string>()
                                                                         : std::string();
    };
    std::string bytes;
    const std::string id = text("kid");
    if (text("kty") != "oct" || text("alg") != "A256GCM" || id.empty() ||
        !absl::WebSafeBase64Unescape(text("k"), &bytes) || bytes.size() != kKeyBytes)
      return Bad("has a key that is no `oct` key of 256 bits for A256GCM with a kid");
    if (box.key_id_.empty()) box.key_id_ = id;
    if (!box.keys_.emplace(id, std::move(bytes)).second) return Bad("has a kid twice");
  }
  return box;
}

absl::StatusOr<SecretBox> SecretBox::FromFile(const std::string& path) {
  if (path.empty()) return Bad("is not set; `semsd generate-keys` makes it");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return Bad(absl::StrCat("cannot read ", path));
  return FromJwks(text.str());
}

std::string SecretBox::Seal(std::string_view secret, std::string_view context) const {
  std::string sealed(kNonceBytes + secret.size() + kTagBytes, '\0');
  const Context cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const std::string& key = keys_.at(key_id_);
  unsigned char* const body = Bytes(sealed) + kNonceBytes;
  int ignored = 0;
  const bool done =
      cipher != nullptr && RAND_bytes(Bytes(sealed), kNonceBytes) == 1 &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(key), Bytes(sealed)) ==
          1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &ignored, Bytes(context), Size(context)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), body, &ignored, Bytes(secret), Size(secret)) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), body + secret.size(), &ignored) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, body + secret.size()) == 1;
  if (!done) {
    log::Error("cannot_seal");
    std::abort();  // no secret is kept open for want of a cipher
  }
  return sealed;
}

std::optional<std::string> SecretBox::Open(const std::string& key_id, std::string_view sealed,
                                           std::string_view context) const {
  const auto key = keys_.find(key_id);
  if (key == keys_.end() || sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string_view body = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  std::string secret(body.size() + kTagBytes, '\0');  // room for what OpenSSL might write
  const Context cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int written = 0;
  int ignored = 0;
  const bool done =
      cipher != nullptr &&
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(key->second),
                         Bytes(sealed)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &ignored, Bytes(context), Size(context)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), Bytes(secret), &written, Bytes(body), Size(body)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, Bytes(tag)) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), Bytes(secret) + written, &ignored) == 1;
  if (!done) return std::nullopt;
  secret.resize(body.size());
  return secret;
}

}  // namespace sems::duty
