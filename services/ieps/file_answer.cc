#include "services/ieps/file_answer.h"

#include <openssl/sha.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::ieps {
namespace {

// ext-value of RFC 8187: UTF-8, everything but attr-char in percent form.
std::string PercentEncode(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  constexpr std::string_view kAllowed = "!#$&+-.^_`|~";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || kAllowed.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

void AddFileHeaders(server::Call& call, std::string_view name, std::string_view sha256) {
  call.context().AddInitialMetadata(
      "content-disposition", absl::StrCat("attachment; filename*=UTF-8''", PercentEncode(name)));
  call.context().AddInitialMetadata(
      "content-digest", absl::StrCat("sha-256=:", absl::Base64Escape(ToAbsl(sha256)), ":"));
}

}  // namespace sems::ieps
