#pragma once

#include "common/casework/service/timers.h"
#include "common/server/gate.h"
#include "sems/casework/internal/v1/timer_service.grpc.pb.h"

namespace sems::casework {

// What the background does, done when asked.
class TimerService final : public internal::v1::TimerService::Service {
 public:
  TimerService(server::Gate& gate, Timers& timers) : gate_(gate), timers_(timers) {}

  grpc::Status RunDueTimers(grpc::ServerContext* context,
                            const internal::v1::RunDueTimersRequest* request,
                            internal::v1::RunDueTimersResponse* response) override;

 private:
  server::Gate& gate_;
  Timers& timers_;
};

}  // namespace sems::casework
