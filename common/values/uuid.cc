#include "common/values/uuid.h"

#include <sys/random.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <tuple>

namespace sems {
namespace {

// The kernel is asked for many ids' worth at once: a bulk save makes thousands of them.
class RandomPool {
 public:
  UuidRandom Take() {
    if (used_ + std::tuple_size_v < UuidRandom >> pool_.size()) Refill();
    UuidRandom result;
    for (std::uint8_t& byte : result) byte = pool_[used_++];
    return result;
  }

 private:
  void Refill() {
    std::size_t filled = 0;
    while (filled < pool_.size()) {
      const ssize_t got = getrandom(pool_.data() + filled, pool_.size() - filled, 0);
      if (got < 0) {
        if (errno == EINTR) continue;
        std::abort();  // a system without randomness can make neither ids nor keys
      }
      filled += static_cast<std::size_t>(got);
    }
    used_ = 0;
  }

  std::array<std::uint8_t, 640> pool_;
  std::size_t used_ = pool_.size();
};

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

std::string NewUuidV7(absl::Time now) {
  thread_local RandomPool pool;
  return NewUuidV7(now, pool.Take());
}

std::string NewUuidV7(absl::Time now, const UuidRandom& random) {
  // RFC 9562 §5.7: 48 bits of Unix milliseconds, version, 12 random bits, variant, 62 random bits.
  const std::uint64_t millis = static_cast<std::uint64_t>(absl::ToUnixMillis(now));
  std::array<std::uint8_t, 16> bytes;
  for (int i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  for (int i = 0; i < 10; ++i) bytes[6 + i] = random[i];
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);

  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kHex[bytes[i] >> 4]);
    text.push_back(kHex[bytes[i] & 0x0f]);
  }
  return text;
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

}  // namespace sems
