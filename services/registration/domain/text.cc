#include "services/registration/domain/text.h"

#include <array>

namespace sems::registration {
namespace {

constexpr std::array<std::string_view, 3> kSpaces = {" ", "\u3000", "\u00a0"};

// Bytes of the space that the text begins with; 0 when it begins with none.
std::size_t SpaceAtFront(std::string_view text) {
  for (std::string_view space : kSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

std::size_t SpaceAtBack(std::string_view text) {
  for (std::string_view space : kSpaces) {
    if (text.ends_with(space)) return space.size();
  }
  return 0;
}

}  // namespace

std::string Trimmed(std::string_view text) {
  while (std::size_t bytes = SpaceAtFront(text)) text.remove_prefix(bytes);
  while (std::size_t bytes = SpaceAtBack(text)) text.remove_suffix(bytes);
  return std::string(text);
}

std::string PermitKey(std::string_view permit_number) {
  std::string key;
  while (!permit_number.empty()) {
    if (std::size_t bytes = SpaceAtFront(permit_number)) {
      permit_number.remove_prefix(bytes);
    } else {
      key += permit_number.front();
      permit_number.remove_prefix(1);
    }
  }
  return key;
}

std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continues) ++count;
  }
  return count;
}

bool HasControlCharacter(std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

}  // namespace sems::registration
