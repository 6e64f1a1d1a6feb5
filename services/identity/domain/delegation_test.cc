#include "services/identity/domain/delegation.h"

#include <gtest/gtest.h>

#include <string_view>

namespace sems::identity {
namespace {

const absl::CivilDay kToday(2026, 11, 25);

TEST(Delegation, StateFollowsFromDaysAndRevocation) {
  struct Case {
    const char* what;
    DelegationPeriod period;
    bool revoked;
    DelegationState state;
  };
  const Case cases[] = {
      {"begins tomorrow", {kToday + 1, kToday + 9}, false, DelegationState::kScheduled},
      {"begins today", {kToday, kToday + 9}, false, DelegationState::kLive},
      {"last day", {kToday - 9, kToday}, false, DelegationState::kLive},
      {"ended yesterday", {kToday - 9, kToday - 1}, false, DelegationState::kEnded},
      {"revoked while it held", {kToday - 9, kToday + 9}, true, DelegationState::kRevoked},
      {"revoked before it began", {kToday + 1, kToday + 9}, true, DelegationState::kRevoked},
  };
  for (const Case& c : cases) EXPECT_EQ(StateOn(c.period, c.revoked, kToday), c.state) << c.what;
}

TEST(Delegation, PeriodsOverlapWhenTheyShareADay) {
  const DelegationPeriod november{absl::CivilDay(2026, 11, 1), absl::CivilDay(2026, 11, 30)};
  struct Case {
    absl::CivilDay starts_on, ends_on;
    bool overlaps;
  };
  const Case cases[] = {
      {absl::CivilDay(2026, 10, 1), absl::CivilDay(2026, 10, 31), false},
      {absl::CivilDay(2026, 10, 1), absl::CivilDay(2026, 11, 1), true},
      {absl::CivilDay(2026, 11, 5), absl::CivilDay(2026, 11, 6), true},
      {absl::CivilDay(2026, 10, 1), absl::CivilDay(2026, 12, 31), true},
      {absl::CivilDay(2026, 11, 30), absl::CivilDay(2026, 12, 31), true},
      {absl::CivilDay(2026, 12, 1), absl::CivilDay(2026, 12, 31), false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Overlap(november, {c.starts_on, c.ends_on}), c.overlaps) << c.starts_on;
    EXPECT_EQ(Overlap({c.starts_on, c.ends_on}, november), c.overlaps) << c.starts_on;
  }
}

TEST(Delegation, PeriodHasItsBounds) {
  struct Case {
    const char* what;
    DelegationPeriod period;
    std::string_view code;
  };
  const Case cases[] = {
      {"a single day, today", {kToday, kToday}, ""},
      {"began in the past", {kToday - 400, kToday}, ""},
      {"over already", {kToday - 400, kToday - 1}, "IN_THE_PAST"},
      {"backwards", {kToday + 2, kToday + 1}, "BEFORE_START"},
      {"five years", {kToday, absl::CivilDay(2031, 11, 25)}, ""},
      {"five years and a day", {kToday, absl::CivilDay(2031, 11, 26)}, "TOO_LATE"},
      {"five years from 29 February",
       {absl::CivilDay(2028, 2, 29), absl::CivilDay(2033, 3, 1)},
       ""},
  };
  for (const Case& c : cases) {
    const auto problem = CheckPeriod(c.period, kToday);
    EXPECT_EQ(problem.has_value() ? problem->code : "", c.code) << c.what;
  }
}

}  // namespace
}  // namespace sems::identity
