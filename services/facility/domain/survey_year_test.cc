#include "services/facility/domain/survey_year.h"

#include <optional>
#include <vector>

#include "gtest/gtest.h"

namespace sems::facility {
namespace {

TEST(SurveyYear, NextYearCanBePrepared) {
  absl::CivilDay today(2026, 11, 25);
  struct Case {
    int year;
    bool right;
  };
  for (const Case& c : {Case{1989, false}, Case{1990, true}, Case{2026, true}, Case{2027, true},
                        Case{2028, false}, Case{0, false}, Case{-1, false}}) {
    EXPECT_EQ(IsSurveyYear(c.year, today), c.right) << c.year;
  }
}

// A year starts as a copy of the last one.
TEST(SurveyYear, WhatANewYearCopies) {
  struct Case {
    std::vector<int> open;
    int year;
    std::optional<int> copied;
  };
  for (const Case& c : {
           Case{{}, 2026, std::nullopt},
           Case{{2026}, 2027, 2026},
           Case{{2026}, 2030, 2026},
           Case{{2024, 2026}, 2025, 2024},
           Case{{2027}, 2026, 2027},
           Case{{2027, 2029}, 2026, 2027},
       }) {
    EXPECT_EQ(YearToCopy(c.open, c.year), c.copied) << c.year;
  }
}

TEST(SurveyYear, WhatWasGoneBeforeTheYearIsLeftOut) {
  EXPECT_TRUE(BelongsInYear(std::nullopt, 2027));
  EXPECT_TRUE(BelongsInYear(absl::CivilDay(2027, 1, 2), 2027));
  EXPECT_FALSE(BelongsInYear(absl::CivilDay(2027, 1, 1), 2027)) << "gone on the first day";
  EXPECT_FALSE(BelongsInYear(absl::CivilDay(2026, 5, 1), 2027));
}

}  // namespace
}  // namespace sems::facility
