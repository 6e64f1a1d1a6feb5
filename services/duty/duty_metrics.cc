#include "services/duty/duty_metrics.h"

#include <algorithm>
#include <vector>

#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "services/duty/repository/duties.h"
#include "services/duty/repository/reminders.h"

namespace sems::duty {
namespace {

constexpr absl::Duration kCountEvery = absl::Minutes(1);

prometheus::Gauge& One(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

DutyMetrics::DutyMetrics(prometheus::Registry& registry)
    : overdue_(prometheus::BuildGauge()
                   .Name("sems_duties_overdue")
                   .Help("Duties from cases whose day has passed, by procedure")
                   .Register(registry)),
      pending_(One(registry, "sems_reminders_pending", "Reminders that wait to be sent")),
      failed_(One(registry, "sems_reminders_failed", "Reminders that were given up")),
      oldest_(One(registry, "sems_reminder_oldest_pending_seconds",
                  "Since the oldest pending reminder could have been sent")) {}

void DutyMetrics::Refresh(db::Pool& pool, absl::Time now, absl::CivilDay today) {
  if (absl::Now() - counted_ < kCountEvery) return;
  counted_ = absl::Now();
  std::vector<repository::OverdueCount> overdue;
  repository::QueueCounts queue;
  const absl::Status counted =
      pool.Run(db::TxMode::kReadOnly, counted_ + absl::Seconds(10), [&](db::Tx& tx) {
        overdue = repository::OverdueByProcedure(tx, today);
        queue = repository::CountQueue(tx, now);
        return absl::OkStatus();
      });
  if (!counted.ok()) return;
  for (auto& [procedure, gauge] : by_procedure_) gauge->Set(0);
  for (const repository::OverdueCount& count : overdue) {
    prometheus::Gauge*& gauge = by_procedure_[{count.source, count.procedure}];
    if (gauge == nullptr)
      gauge = &overdue_.Add({{"source", count.source}, {"procedure", count.procedure}});
    gauge->Set(count.overdue);
  }
  pending_.Set(queue.pending);
  failed_.Set(queue.failed);
  oldest_.Set(
      queue.oldest_pending ? std::max(0.0, absl::ToDoubleSeconds(now - *queue.oldest_pending)) : 0);
}

}  // namespace sems::duty
