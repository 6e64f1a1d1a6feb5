#include "common/metrics/rpc_metrics.h"

namespace sems::metrics {

RpcMetrics::RpcMetrics(prometheus::Registry& registry)
    : total_(prometheus::BuildCounter()
                 .Name("sems_rpc_total")
                 .Help("Calls answered, by method and code")
                 .Register(registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("sems_rpc_seconds")
                   .Help("Duration of calls")
                   .Register(registry)),
      in_flight_(prometheus::BuildGauge()
                     .Name("sems_rpc_in_flight")
                     .Help("Calls being answered")
                     .Register(registry)
                     .Add({})) {}

void RpcMetrics::Done(const std::string& method, const std::string& code, absl::Duration took) {
  total_.Add({{"method", method}, {"code", code}}).Increment();
  seconds_
      .Add({{"method", method}},
           prometheus::Histogram::BucketBoundaries{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                   0.25, 0.5, 1, 2.5, 5, 10})
      .Observe(absl::ToDoubleSeconds(took));
}

}  // namespace sems::metrics
