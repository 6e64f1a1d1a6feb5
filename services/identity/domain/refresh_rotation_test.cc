#include "services/identity/domain/refresh_rotation.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

StoredRefreshToken Fresh() {
  return {.expires_at = kNow + absl::Hours(1),
          .used_at = std::nullopt,
          .family_ends_at = kNow + absl::Hours(10),
          .family_revoked_at = std::nullopt,
          .account_active = true};
}

TEST(RefreshRotation, DecidesByWhatIsStored) {
  struct Case {
    const char* what;
    StoredRefreshToken token;
    RefreshDecision decision;
  };
  StoredRefreshToken expired = Fresh(), expires_now = Fresh(), used = Fresh(),
                     used_and_expired = Fresh(), revoked = Fresh(), revoked_and_used = Fresh(),
                     family_over = Fresh(), locked = Fresh();
  expired.expires_at = kNow - absl::Seconds(1);
  expires_now.expires_at = kNow;
  used.used_at = kNow - absl::Minutes(1);
  used_and_expired.used_at = kNow - absl::Hours(20);
  used_and_expired.expires_at = kNow - absl::Hours(8);
  revoked.family_revoked_at = kNow - absl::Minutes(1);
  revoked_and_used.family_revoked_at = kNow;
  revoked_and_used.used_at = kNow;
  family_over.family_ends_at = kNow;
  locked.account_active = false;
  const Case cases[] = {
      {"unused and in time", Fresh(), RefreshDecision::kRotate},
      {"expired", expired, RefreshDecision::kRefuse},
      {"expires at this instant", expires_now, RefreshDecision::kRefuse},
      {"used before: copied", used, RefreshDecision::kRefuseAndRevoke},
      {"used before, even long ago", used_and_expired, RefreshDecision::kRefuseAndRevoke},
      {"family revoked", revoked, RefreshDecision::kRefuse},
      {"family revoked already, used again", revoked_and_used, RefreshDecision::kRefuse},
      {"family at its end", family_over, RefreshDecision::kRefuse},
      {"account locked since", locked, RefreshDecision::kRefuseAndRevoke},
  };
  for (const Case& c : cases) EXPECT_EQ(DecideRefresh(c.token, kNow), c.decision) << c.what;
}

TEST(RefreshRotation, NoTokenOutlivesItsFamily) {
  EXPECT_EQ(RefreshTokenExpiry(kNow, kNow + absl::Hours(100)), kNow + kRefreshTokenLifetime);
  EXPECT_EQ(RefreshTokenExpiry(kNow, kNow + absl::Hours(1)), kNow + absl::Hours(1));
}

}  // namespace
}  // namespace sems::identity
