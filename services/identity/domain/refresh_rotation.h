#pragma once

#include <optional>

#include "absl/time/time.h"

namespace sems::identity {

inline constexpr absl::Duration kAccessTokenLifetime = absl::Minutes(15);
// A working day: who comes back the next morning signs in again.
inline constexpr absl::Duration kRefreshTokenLifetime = absl::Hours(12);
// However often it is refreshed, a sign-in ends.
inline constexpr absl::Duration kSignInLifetime = absl::Hours(7 * 24);

// What is stored of a presented refresh token and of the sign-in (token family) it belongs to.
struct StoredRefreshToken {
  absl::Time expires_at;
  std::optional<absl::Time> used_at;
  absl::Time family_ends_at;
  std::optional<absl::Time> family_revoked_at;
  bool account_active = true;
};

enum class RefreshDecision {
  // Give a new pair.
  kRotate,
  // Refuse: expired or revoked.
  kRefuse,
  // Refuse and end the sign-in: a used token has come back, so it was copied; or the account has
  // been locked.
  kRefuseAndRevoke,
};

RefreshDecision DecideRefresh(const StoredRefreshToken& token, absl::Time now);

// When a refresh token issued at `now` expires: never after its family ends.
absl::Time RefreshTokenExpiry(absl::Time now, absl::Time family_ends_at);

}  // namespace sems::identity
