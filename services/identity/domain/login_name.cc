#include "services/identity/domain/login_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sems::identity {
namespace {

constexpr size_t kShortest = 4;
constexpr size_t kLongest = 32;

bool Allowed(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::optional<std::string> NormaliseLogin(std::string_view login) {
  std::string name(login);
  absl::StripAsciiWhitespace(&name);
  absl::AsciiStrToLower(&name);
  if (name.size() < kShortest || name.size() > kLongest) return std::nullopt;
  if (!absl::ascii_islower(name.front())) return std::nullopt;
  if (!std::all_of(name.begin(), name.end(), Allowed)) return std::nullopt;
  return name;
}

}  // namespace sems::identity
