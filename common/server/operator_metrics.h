#pragma once

#include <string>

#include "absl/time/time.h"
#include "prometheus/gauge.h"
#include "prometheus/registry.h"

namespace sems::audit {
class Sealer;
}
namespace sems::db {
class Pool;
}

namespace sems::server {

// What tells an operator whether a service can do its work; each with a label `service`:
//   sems_build_info{version}                1
//   sems_database_ready                     1 when the database answers, else 0
//   sems_db_pool_open, _busy, _size         connections
//   sems_outbox_pending                     events other services do not have yet
//   sems_outbox_oldest_seconds              age of the oldest of them
//   sems_audit_seal_age_seconds             since the last seal; +Inf before the first one known
//   sems_audit_max_unsealed_seconds         age from which changes are refused; 0: never
//   sems_audit_broken                       1: the trail or the anchor file was altered
// The last three only where seals are configured.
class OperatorMetrics {
 public:
  // `sealer` may be null.
  OperatorMetrics(prometheus::Registry& registry, const std::string& service, db::Pool& pool,
                  const audit::Sealer* sealer);

  // Called by the host's watcher every half second; asks the database, with one query, every ten.
  void Refresh(bool database_ready);

 private:
  void CountOutbox();

  db::Pool& pool_;
  const audit::Sealer* const sealer_;
  absl::Time counted_ = absl::InfinitePast();
  prometheus::Gauge& ready_;
  prometheus::Gauge& open_;
  prometheus::Gauge& busy_;
  prometheus::Gauge& size_;
  prometheus::Gauge& pending_;
  prometheus::Gauge& oldest_;
  prometheus::Gauge* seal_age_ = nullptr;
  prometheus::Gauge* broken_ = nullptr;
};

}  // namespace sems::server
