#include "common/values/uuid.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace sems {
namespace {

TEST(UuidTest, FollowsTheRfcExample) {
  // RFC 9562 A.6: 2022-02-22 14:22:22.00 GMT-05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
  const UuidRandom random = {0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f};
  EXPECT_EQ(NewUuidV7(absl::FromUnixMillis(0x017F22E279B0), random),
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(UuidTest, IsNewEachTimeAndOrderedByTime) {
  std::set<std::string> seen;
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = NewUuidV7(now);
    EXPECT_TRUE(IsUuid(id)) << id;
    EXPECT_EQ(id[14], '7');
    EXPECT_TRUE(seen.insert(id).second);
  }
  EXPECT_LT(*seen.rbegin(), NewUuidV7(now + absl::Milliseconds(1)));
}

TEST(UuidTest, RecognisesTheForm) {
  EXPECT_TRUE(IsUuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  EXPECT_TRUE(IsUuid("017F22E2-79B0-4CC3-98C4-DC0C0C07398F"));
  EXPECT_FALSE(IsUuid(""));
  EXPECT_FALSE(IsUuid("017f22e279b07cc398c4dc0c0c07398f"));
  EXPECT_FALSE(IsUuid("{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}"));
  EXPECT_FALSE(IsUuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"));
  EXPECT_FALSE(IsUuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
  EXPECT_FALSE(IsUuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398ff"));
  EXPECT_FALSE(IsUuid("017f22e2079b0-7cc3-98c4-dc0c0c07398f"));
}

}  // namespace
}  // namespace sems
