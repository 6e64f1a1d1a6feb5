#include "common/server/operator_metrics.h"

#include <algorithm>
#include <map>

#include "absl/time/clock.h"
#include "common/audit/sealer.h"
#include "common/db/pool.h"
#include "common/db/tx.h"

namespace sems::server {
namespace {

constexpr absl::Duration kCountEvery = absl::Seconds(10);

prometheus::Gauge& MakeGauge(prometheus::Registry& registry, const char* name, const char* help,
                             const std::map<std::string, std::string>& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels);
}

}  // namespace

OperatorMetrics::OperatorMetrics(prometheus::Registry& registry, const std::string& service,
                                 db::Pool& pool, const audit::Sealer* sealer)
    : pool_(pool),
      sealer_(sealer),
      ready_(MakeGauge(registry, "sems_database_ready", "1 when the database answers",
                       {{"service", service}})),
      open_(MakeGauge(registry, "sems_db_pool_open", "Database connections open",
                      {{"service", service}})),
      busy_(MakeGauge(registry, "sems_db_pool_busy", "Database connections in use",
                      {{"service", service}})),
      size_(MakeGauge(registry, "sems_db_pool_size", "Database connections at most",
                      {{"service", service}})),
      pending_(MakeGauge(registry, "sems_outbox_pending",
                         "Events that other services do not have yet", {{"service", service}})),
      oldest_(MakeGauge(registry, "sems_outbox_oldest_seconds",
                        "Age of the oldest event not delivered", {{"service", service}})) {
  MakeGauge(registry, "sems_build_info", "What runs here",
            {{"service", service}, {"version", SEMS_VERSION}})
      .Set(1);
  if (sealer_ == nullptr) return;
  seal_age_ = &MakeGauge(registry, "sems_audit_seal_age_seconds",
                         "Time since the audit trail was sealed", {{"service", service}});
  broken_ =
      &MakeGauge(registry, "sems_audit_broken",
                 "1 when the audit trail or its anchor file was altered", {{"service", service}});
  MakeGauge(registry, "sems_audit_max_unsealed_seconds",
            "Seal age from which changes are refused; 0: never", {{"service", service}})
      .Set(absl::ToDoubleSeconds(sealer_->max_unsealed()));
}

void OperatorMetrics::Refresh(bool database_ready) {
  ready_.Set(database_ready ? 1 : 0);
  const db::PoolUse use = pool_.use();
  open_.Set(use.open);
  busy_.Set(use.busy);
  size_.Set(use.size);
  if (sealer_ != nullptr) {
    seal_age_->Set(absl::ToDoubleSeconds(absl::Now() - sealer_->last_seal()));
    broken_->Set(sealer_->broken() ? 1 : 0);
  }
  if (database_ready && absl::Now() - counted_ >= kCountEvery) CountOutbox();
}

void OperatorMetrics::CountOutbox() {
  counted_ = absl::Now();
  pool_
      .Once(counted_ + absl::Seconds(2),
            [&](db::Tx& tx) {
              const pqxx::row row = tx.Exec("SELECT count(*), min(created_at) FROM outbox")[0];
              const absl::Duration age =
                  row[1].is_null() ? absl::ZeroDuration() : counted_ - db::ToTime(row[1]);
              oldest_.Set(std::max(0.0, absl::ToDoubleSeconds(age)));
              pending_.Set(row[0].as<double>());
              return absl::OkStatus();
            })
      .IgnoreError();
}

}  // namespace sems::server
