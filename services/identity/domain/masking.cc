#include "services/identity/domain/masking.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/identity/domain/utf8.h"

namespace sems::identity {
namespace {

constexpr int kDigitsShownInFront = 3;
constexpr int kDigitsShownAtEnd = 2;
// Of a number too short to show both ends, only the last two digits are shown.
constexpr int kShortNumber = 7;

}  // namespace

std::string MaskName(std::string_view name) {
  const std::vector<std::string_view> characters = Characters(name);
  std::string masked;
  for (size_t i = 0; i < characters.size(); ++i) {
    const bool first = i == 0 && characters.size() > 1;
    const bool last = i + 1 == characters.size() && characters.size() > 2;
    masked += first || last ? characters[i] : "*";
  }
  return masked;
}

std::string MaskPhone(std::string_view phone) {
  const auto digits = std::count_if(phone.begin(), phone.end(), absl::ascii_isdigit);
  const int front = digits > kShortNumber ? kDigitsShownInFront : 0;
  std::string masked(phone);
  int seen = 0;
  for (char& c : masked) {
    if (!absl::ascii_isdigit(c)) continue;
    ++seen;
    if (seen > front && seen <= digits - kDigitsShownAtEnd) c = '*';
  }
  return masked;
}

std::string MaskEmail(std::string_view email) {
  const size_t at = email.rfind('@');
  const std::string_view domain = at == std::string_view::npos ? "" : email.substr(at);
  const std::vector<std::string_view> local = Characters(email.substr(0, at));
  const size_t shown = local.size() > 3 ? 2 : local.size() > 1 ? 1 : 0;
  std::string masked;
  for (size_t i = 0; i < local.size(); ++i) masked += i < shown ? local[i] : "*";
  masked += domain;
  return masked;
}

}  // namespace sems::identity
