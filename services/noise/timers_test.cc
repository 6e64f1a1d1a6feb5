#include <atomic>
#include <cstdio>
#include <cstdlib>
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

// What a downtime leaves behind: a hundred thousand expiries. Run by hand; prints what it took.
TEST_F(TimersTest, DISABLED_CatchesUpAHundredThousand) {
  const cw::Case order = OpenOrder("가", 30);
  const char* size = std::getenv("SEMS_TIMERS");
  const std::string copies = size == nullptr ? "100000" : size;
  Count(
      "SET synchronous_commit = off; INSERT INTO case_file SELECT n.id, site_id, organisation_id, "
      "office_district_code, n.i::text, district_code, procedure, machine, variant, "
      "exclusive_run, decided_by, opened_by_authority, opened_by_account, opened_by_role, "
      "opened_by_districts, opened_on, opened_at, updated_at, sequence, state, open, next_due_on, "
      "next_clock, next_timer_on, blocked, waits_for, jsonb_set(fold, '{case_id}', "
      "to_jsonb(n.id::text)) FROM case_file, LATERAL (SELECT i, gen_random_uuid() AS id FROM "
      "generate_series(2, " +
      copies + ") i) n; ANALYZE case_file; SELECT 1");
  GoTo(absl::CivilDay(2026, 12, 20));
  const absl::Time started = absl::Now();
  int64_t raised = 0;
  while (true) {
    auto rung = cases.RunTimers();
    if (!rung.ok()) continue;  // the call's own time was up; what was committed stays
    raised += *rung;
    if (*rung == 0) break;
  }
  const long rung = Count("SELECT count(*) FROM case_event WHERE kind = 'TIMER'");
  const double seconds = absl::ToDoubleSeconds(absl::Now() - started);
  std::printf("%ld expiries in %.1f s: %.0f a second\n", rung, seconds, rung / seconds);
  EXPECT_EQ(rung, std::stol(copies));
}

}  // namespace
}  // namespace sems::noise
