#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace sems::metrics {

// Rate, errors and duration per RPC, and the calls in hand.
//   sems_rpc_total{method,code}, sems_rpc_seconds{method}, sems_rpc_in_flight
class RpcMetrics {
 public:
  explicit RpcMetrics(prometheus::Registry& registry);
  void Done(const std::string& method, const std::string& code, absl::Duration took);
  prometheus::Gauge& in_flight() { return in_flight_; }

 private:
  prometheus::Family<prometheus::Counter>& total_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Gauge& in_flight_;
};

}  // namespace sems::metrics
