#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/registry.h"

namespace sems::db {
class Pool;
}

namespace sems::duty {

// What the operator of a registry wants to know; counted now and then from the database:
//   sems_duties_overdue{source,procedure}    to be done, their day has passed
//   sems_reminders_pending                   wait to be sent
//   sems_reminders_failed                    given up
//   sems_reminder_oldest_pending_seconds     since the oldest of the pending could have been sent
class DutyMetrics {
 public:
  explicit DutyMetrics(prometheus::Registry& registry);

  // Asks the database at most once a minute.
  void Refresh(db::Pool& pool, absl::Time now, absl::CivilDay today);

 private:
  prometheus::Family<prometheus::Gauge>& overdue_;
  std::map<std::pair<std::string, std::string>, prometheus::Gauge*> by_procedure_;
  prometheus::Gauge& pending_;
  prometheus::Gauge& failed_;
  prometheus::Gauge& oldest_;
  absl::Time counted_ = absl::InfinitePast();
};

}  // namespace sems::duty
