#include "services/identity/domain/sign_in_lock.h"

#include <gtest/gtest.h>

#include <vector>

namespace sems::identity {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'790'000'000);

struct Case {
  const char* what;
  std::vector<int> failed_at_minutes;
  int asked_at_minutes;
  bool locked;
};

TEST(SignInLock, ComesWithTheFifthFailureAndPasses) {
  const Case cases[] = {
      {"never failed", {}, 0, false},
      {"four failures", {0, 0, 1, 1}, 1, false},
      {"five failures", {0, 0, 1, 1, 2}, 2, true},
      {"just before the lock ends", {0, 0, 0, 0, 0}, 14, true},
      {"when the lock ends", {0, 0, 0, 0, 0}, 15, false},
      {"failures while locked do not lengthen it", {0, 0, 0, 0, 0, 14, 14}, 15, false},
      {"failures long apart are forgotten", {0, 1, 2, 3, 18}, 18, false},
      {"failures just near enough are not", {0, 1, 2, 3, 17}, 17, true},
      {"after the lock it takes five again", {0, 0, 0, 0, 0, 15, 15, 15, 15}, 15, false},
      {"and then locks again", {0, 0, 0, 0, 0, 15, 15, 15, 15, 16}, 16, true},
  };
  for (const Case& c : cases) {
    SignInFailures record;
    for (const int minute : c.failed_at_minutes) {
      record = AfterFailure(record, kStart + absl::Minutes(minute));
    }
    EXPECT_EQ(LockedUntil(record, kStart + absl::Minutes(c.asked_at_minutes)).has_value(), c.locked)
        << c.what;
  }
}

}  // namespace
}  // namespace sems::identity
