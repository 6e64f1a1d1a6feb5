#include <atomic>
#include <thread>

#include "services/noise/noise_fixture.h"

// Clocks that ring: once each, for the day on which they fell due, whoever looks and however late.
namespace sems::noise {
namespace {

class TimersTest : public NoiseTest {};

TEST_F(TimersTest, RingsTheDayAfterTheLastDay) {
  const cw::Case order = OpenOrder("가", 30);
  GoTo(absl::CivilDay(2026, 12, 10));
  EXPECT_EQ(*cases.RunTimers(), 0);
  GoTo(absl::CivilDay(2026, 12, 11));
  EXPECT_EQ(*cases.RunTimers(), 1);
  EXPECT_EQ(*cases.RunTimers(), 0);
  auto now = cases.Get(operator_, order.case_id());
  ASSERT_TRUE(now.ok()) << now.status();
  EXPECT_EQ(now->state().state_id(), "overdue");
  EXPECT_EQ(now->clocks(0).status(), cw::CLOCK_STATUS_EXPIRED);
  EXPECT_EQ(now->clocks(0).days_left(), -1);
}

TEST_F(TimersTest, FoundLateItFallsOnItsOwnDay) {
  const cw::Case order = OpenOrder("가", 30);
  GoTo(absl::CivilDay(2027, 3, 2));
  EXPECT_EQ(*cases.RunTimers(), 1);
  auto history = cases.History(officer, order.case_id());
  ASSERT_TRUE(history.ok());
  ASSERT_THAT(*history, SizeIs(2));
  EXPECT_EQ(history->back().kind(), "TIMER");
  EXPECT_EQ(history->back().as_role(), "system");
  EXPECT_EQ(history->back().occurred_on(), "2026-12-11");
  EXPECT_TRUE(history->back().account_id().empty());
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE action = 'IMPROVEMENT_PERIOD_EXPIRED' AND "
                  "actor = '' AND actor_service = 'noise'"),
            1);
}

TEST_F(TimersTest, WhatIsDueIsRungBeforeAnythingIsDecided) {
  const cw::Case order = OpenOrder("가", 30);
  GoTo(absl::CivilDay(2026, 12, 20));  // the background has not been there
  auto reported = cases.Raise(operator_, order.case_id(), Event("compliance_report_filed"));
  ASSERT_TRUE(reported.ok()) << reported.status();
  EXPECT_EQ(reported->state().state_id(), "reported");
  auto history = cases.History(officer, order.case_id());
  ASSERT_THAT(*history, SizeIs(3));
  EXPECT_EQ((*history)[1].event_id(), "improvement_period_expired");
  EXPECT_EQ((*history)[2].from_state(), "overdue");
  EXPECT_EQ(*cases.RunTimers(), 0);
}

TEST_F(TimersTest, SeveralAtOnceRingEachOnce) {
  constexpr int kOrders = 60;
  for (int i = 0; i < kOrders; ++i) OpenOrder("대상 " + std::to_string(i), 10 + i % 3);
  GoTo(absl::CivilDay(2026, 12, 20));
  std::vector<std::thread> workers;
  std::atomic<int64_t> raised = 0;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&] {
      auto rung = cases.RunTimers();
      ASSERT_TRUE(rung.ok()) << rung.status();
      raised += *rung;
    });
  }
  for (std::thread& worker : workers) worker.join();
  raised += *cases.RunTimers();
  EXPECT_EQ(raised, kOrders);
  EXPECT_EQ(Count("SELECT count(*) FROM case_event WHERE kind = 'TIMER'"), kOrders);
  EXPECT_EQ(Count("SELECT count(*) FROM case_file WHERE state = 'overdue'"), kOrders);
}

}  // namespace
}  // namespace sems::noise
