#include "services/identity/domain/client_assertion.h"

#include <algorithm>

namespace sems::identity {
namespace {

constexpr size_t kLongestId = 128;
constexpr size_t kLongestRoleId = 64;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::string_view> WhyRefused(const Assertion& assertion, std::string_view partner_id,
                                           absl::Time now) {
  if (assertion.issuer != partner_id || assertion.subject != partner_id)
    return "iss and sub must both be the partner's id";
  if (assertion.id.empty() || assertion.id.size() > kLongestId)
    return "jti must have 1 to 128 characters";
  if (assertion.issued_at > now + kAssertionLeeway) return "iat lies in the future";
  if (assertion.expires_at <= assertion.issued_at ||
      assertion.expires_at - assertion.issued_at > kAssertionLifetime)
    return "exp must follow iat by five minutes at most";
  return std::nullopt;
}

bool IsStatutoryRoleId(std::string_view text) {
  return !text.empty() && text.size() <= kLongestRoleId && IsLower(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
}

}  // namespace sems::identity
