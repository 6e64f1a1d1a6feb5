#include "services/identity/password_hasher.h"

#include <gtest/gtest.h>
#include <time.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/status/error.h"

namespace sems::identity {
namespace {

const absl::Time kNever = absl::InfiniteFuture();

// Processor time of this thread, on which the hashing runs; other load does not count.
absl::Duration CpuTime(absl::FunctionRef<void()> work) {
  timespec before = {}, after = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
  work();
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
  return absl::DurationFromTimespec(after) - absl::DurationFromTimespec(before);
}

TEST(PasswordHasher, MatchesOnlyTheSamePassword) {
  auto hasher = PasswordHasher::Make().value();
  const std::string hash = hasher->Hash("Clean-Air 2026", kNever).value();
  EXPECT_EQ(hash.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0), 0u) << hash;
  EXPECT_NE(hash, hasher->Hash("Clean-Air 2026", kNever).value()) << "salted";
  EXPECT_TRUE(hasher->Matches("Clean-Air 2026", hash, kNever).value());
  EXPECT_FALSE(hasher->Matches("clean-air 2026", hash, kNever).value());
  EXPECT_FALSE(hasher->Matches("", hash, kNever).value());
  EXPECT_FALSE(hasher->MatchesNothing("Clean-Air 2026", kNever).value());
}

TEST(PasswordHasher, AnUnknownLoginCostsWhatAWrongPasswordCosts) {
  auto hasher = PasswordHasher::Make().value();
  const std::string hash = hasher->Hash("Clean-Air 2026", kNever).value();
  absl::Duration wrong, unknown;
  for (int i = 0; i < 5; ++i) {
    wrong += CpuTime([&] { (void)hasher->Matches("wrong", hash, kNever); });
    unknown += CpuTime([&] { (void)hasher->MatchesNothing("wrong", kNever); });
  }
  EXPECT_GT(unknown, wrong / 2);
  EXPECT_LT(unknown, wrong * 2);
}

TEST(PasswordHasher, RefusesBeyondItsQueueAndGoesOnAfterwards) {
  auto hasher = PasswordHasher::Make({.at_once = 1, .waiting = 1}).value();
  absl::Notification started, release;
  std::thread running([&] {
    EXPECT_TRUE(hasher
                    ->InTurn(kNever,
                             [&] {
                               started.Notify();
                               release.WaitForNotification();
                             })
                    .ok());
  });
  started.WaitForNotification();
  // One may wait; it is out of time here.
  const absl::Status late = hasher->InTurn(absl::Now() + absl::Milliseconds(20), [] { FAIL(); });
  EXPECT_EQ(late.code(), absl::StatusCode::kDeadlineExceeded);

  std::atomic<bool> second_ran = false;
  std::thread waiting([&] {
    while (!hasher->InTurn(kNever, [&] { second_ran = true; }).ok()) continue;
  });
  absl::Status refused;
  while (ErrorReason(refused) != "SIGN_IN_BUSY") {  // until the second has begun to wait
    refused = hasher->InTurn(absl::Now() + absl::Milliseconds(1), [] { FAIL(); });
  }
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_FALSE(second_ran);
  release.Notify();
  running.join();
  waiting.join();
  EXPECT_TRUE(second_ran);
  EXPECT_TRUE(hasher->InTurn(kNever, [] {}).ok());
}

}  // namespace
}  // namespace sems::identity
