#include "services/noise/domain/retention.h"

#include "gtest/gtest.h"
#include "services/noise/domain/masked_name.h"

namespace sems::noise {
namespace {

// Art. 19(1), Art. 27(2): three years from the last entry, whose own day is not counted. The end of
// a period of obligation moves for no holiday.
TEST(RetentionTest, ThreeYearsFromTheLastEntry) {
  struct Case {
    absl::CivilDay last;
    absl::CivilDay keep_until;
  };
  for (const Case& c :
       {Case{absl::CivilDay(2026, 3, 9), absl::CivilDay(2029, 3, 9)},
        Case{absl::CivilDay(2024, 2, 29), absl::CivilDay(2027, 2, 28)},
        Case{absl::CivilDay(2026, 12, 31), absl::CivilDay(2029, 12, 31)},
        Case{absl::CivilDay(2024, 3, 1), absl::CivilDay(2027, 3, 1)}}) {  // a public holiday
    const calendar::ComputedDate kept = KeepUntil(c.last, {3, calendar::Unit::kYears},
                                                  "Art. 19(1)-(2)", calendar::Holidays::BuiltIn());
    ASSERT_TRUE(kept.due.has_value());
    EXPECT_EQ(*kept.due, c.keep_until) << c.last;
    EXPECT_FALSE(kept.moved());
  }
}

TEST(MaskedNameTest, TheMiddleIsHidden) {
  EXPECT_EQ(MaskedName("홍길동"), "홍*동");
  EXPECT_EQ(MaskedName("김철"), "김*");
  EXPECT_EQ(MaskedName("남궁민수"), "남**수");
  EXPECT_EQ(MaskedName("김"), "*");
  EXPECT_EQ(MaskedName(""), "");
}

}  // namespace
}  // namespace sems::noise
