#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace sems::identity {

// Whom a partner's assertion must be meant for.
inline constexpr char kAssertionAudience[] = "sems-partner-sign-in";
inline constexpr absl::Duration kAssertionLifetime = absl::Minutes(5);
// Clocks of two organisations may differ by this much.
inline constexpr absl::Duration kAssertionLeeway = absl::Seconds(30);

// What a client assertion says (RFC 7523, section 3), its signature, audience and expiry already
// verified.
struct Assertion {
  std::string issuer;
  std::string subject;
  std::string id;
  absl::Time issued_at;
  absl::Time expires_at;
};

// Why it is refused; nothing when it is good.
std::optional<std::string_view> WhyRefused(const Assertion& assertion, std::string_view partner_id,
                                           absl::Time now);

// An id of the law data's vocabulary by its form: "noise_test_body".
bool IsStatutoryRoleId(std::string_view text);

}  // namespace sems::identity
