#include "services/support/content.h"

#include <magic.h>
#include <openssl/sha.h>

#include <memory>

#include "common/log/log.h"
#include "services/support/domain/container_type.h"

namespace sems::support {
namespace {

struct Close {
  void operator()(magic_t cookie) const { magic_close(cookie); }
};
using Cookie = std::unique_ptr<magic_set, Close>;

// One a thread: a cookie serves one call at a time.
magic_t ThreadCookie() {
  thread_local const Cookie cookie = [] {
    Cookie made(magic_open(MAGIC_MIME_TYPE));
    if (made == nullptr || magic_load(made.get(), nullptr) != 0) {
      log::Error("magic_not_loaded", {{"what", made ? magic_error(made.get()) : "no memory"}});
      made.reset();
    }
    return made;
  }();
  return cookie.get();
}

}  // namespace

std::string SniffType(std::string_view bytes) {
  const magic_t cookie = ThreadCookie();
  const char* type = cookie == nullptr ? nullptr : magic_buffer(cookie, bytes.data(), bytes.size());
  // What cannot be told is refused like anything unknown.
  return TypeWithin(type == nullptr ? "application/octet-stream" : type, bytes);
}

std::string Sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace sems::support
