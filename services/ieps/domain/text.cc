#include "services/ieps/domain/text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace sems::ieps {
namespace {

constexpr std::uint32_t kBad = 0xffffffff;

// The code point at `at`, which is moved behind it.
std::uint32_t Next(std::string_view text, std::size_t& at) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  int more = 0;
  std::uint32_t point = 0;
  if ((first & 0xe0) == 0xc0) {
    more = 1;
    point = first & 0x1f;
  } else if ((first & 0xf0) == 0xe0) {
    more = 2;
    point = first & 0x0f;
  } else if ((first & 0xf8) == 0xf0) {
    more = 3;
    point = first & 0x07;
  } else {
    return kBad;
  }
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (byte(at) & 0xc0) != 0x80) return kBad;
    point = point << 6 | (byte(at++) & 0x3f);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  if (point < kSmallest[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
    return kBad;
  }
  return point;
}

// Blanks that people type or paste: space, no-break space, 전각 공백, zero-width space.
bool IsBlank(std::uint32_t point) {
  return point == 0x20 || point == 0xa0 || point == 0x3000 || point == 0x200b || point == 0xfeff;
}

}  // namespace

int CountCharacters(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (Next(text, at) == kBad) return -1;
  }
  return count;
}

bool IsCleanText(std::string_view text, int max) {
  int count = 0;
  std::uint32_t last = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::uint32_t point = Next(text, at);
    const bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    if (point == kBad || control || count >= max) return false;
    if (count == 0 && IsBlank(point)) return false;
    last = point;
  }
  return !IsBlank(last);
}

bool IsSiteCode(std::string_view text) {
  return text.size() == 8 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c));
         });
}

}  // namespace sems::ieps
