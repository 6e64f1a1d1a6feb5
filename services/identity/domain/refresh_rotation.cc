#include "services/identity/domain/refresh_rotation.h"

#include <algorithm>

namespace sems::identity {

RefreshDecision DecideRefresh(const StoredRefreshToken& token, absl::Time now) {
  if (token.family_revoked_at.has_value()) return RefreshDecision::kRefuse;
  if (token.used_at.has_value()) return RefreshDecision::kRefuseAndRevoke;
  if (!token.account_active) return RefreshDecision::kRefuseAndRevoke;
  if (now >= token.expires_at || now >= token.family_ends_at) return RefreshDecision::kRefuse;
  return RefreshDecision::kRotate;
}

absl::Time RefreshTokenExpiry(absl::Time now, absl::Time family_ends_at) {
  return std::min(now + kRefreshTokenLifetime, family_ends_at);
}

}  // namespace sems::identity
