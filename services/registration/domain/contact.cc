#include "services/registration/domain/contact.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sems::registration {
namespace {

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

}  // namespace

bool LooksLikePhone(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !(IsDigit(text.front()) || text.front() == '(') || !IsDigit(text.back())) {
    return false;
  }
  int digits = 0;
  for (char c : text) {
    if (IsDigit(c)) {
      ++digits;
    } else if (std::string_view("-.() ").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= 8 && digits <= 12;
}

bool LooksLikeEmail(std::string_view text) {
  if (text.size() > 254) return false;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.rfind('@') != at) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F || c == '<' || c == '>' || c == ',' || c == ';';
      })) {
    return false;
  }
  const std::string_view host = text.substr(at + 1);
  return host.find('.') != std::string_view::npos && !host.starts_with('.') &&
         !host.ends_with('.') && host.find("..") == std::string_view::npos;
}

bool IsPostalCode(std::string_view text) {
  return text.size() == 5 && std::all_of(text.begin(), text.end(), IsDigit);
}

}  // namespace sems::registration
