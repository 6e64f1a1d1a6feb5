#include "common/auth/public_jwk.h"

#include <openssl/sha.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "common/auth/jwt.h"
#include "common/values/absl_compat.h"

namespace sems::auth {
namespace {

using nlohmann::json;

constexpr size_t kMaxJwkBytes = 4096;
constexpr size_t kMaxKeyIdBytes = 200;
constexpr size_t kMaxTokenBytes = 4096;

std::string TextOf(const json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

// In the one spelling that RFC 7638 hashes.
std::string Canonical(const std::string& base64url) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(base64url, &bytes)) return "";
  return absl::WebSafeBase64Escape(bytes);
}

std::string Thumbprint(const std::string& x, const std::string& y) {
  const std::string members = json{{"crv", "P-256"}, {"kty", "EC"}, {"x", x}, {"y", y}}.dump();
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(members.data()), members.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::WebSafeBase64Escape(digest);
}

}  // namespace

std::optional<PublicJwk> ReadPublicJwk(std::string_view text) {
  if (text.size() > kMaxJwkBytes) return std::nullopt;
  const json given = json::parse(text, nullptr, false);
  if (!given.is_object() || given.contains("d")) return std::nullopt;
  if (TextOf(given, "kty") != "EC" || TextOf(given, "crv") != "P-256") return std::nullopt;
  const std::string x = Canonical(TextOf(given, "x")), y = Canonical(TextOf(given, "y"));
  PublicJwk key;
  key.key_id = TextOf(given, "kid");
  if (key.key_id.empty()) key.key_id = Thumbprint(x, y);
  if (key.key_id.size() > kMaxKeyIdBytes) return std::nullopt;
  key.jwk = json{{"kty", "EC"}, {"crv", "P-256"}, {"alg", "ES256"},   {"use", "sig"},
                 {"x", x},      {"y", y},         {"kid", key.key_id}}
                .dump();
  // Only a point on the curve makes a key.
  if (!KeySet::FromJson(MakeJwks({key.jwk})).ok()) return std::nullopt;
  return key;
}

std::string ClaimedIssuer(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return "";
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(token), '.');
  std::string payload;
  if (parts.size() != 3 || !absl::WebSafeBase64Unescape(parts[1], &payload)) return "";
  const json claims = json::parse(payload, nullptr, false);
  return claims.is_object() ? TextOf(claims, "iss") : "";
}

}  // namespace sems::auth
