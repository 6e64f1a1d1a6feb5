#include "common/audit/digest.h"

#include <openssl/evp.h>

#include <memory>

namespace sems::audit {

std::string Sha256(std::initializer_list<std::string_view> parts) {
  // Looked up once: that costs more than hashing a row does.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex2(context.get(), algorithm, nullptr);
  for (const std::string_view part : parts)
    EVP_DigestUpdate(context.get(), part.data(), part.size());
  std::string digest(32, '\0');
  EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

}  // namespace sems::audit
