#pragma once

#include "common/casework/service/recompute.h"
#include "common/casework/service/timers.h"
#include "common/server/gate.h"
#include "sems/casework/internal/v1/timer_service.grpc.pb.h"

namespace sems::casework {

// What the background does, done when asked.
class TimerService final : public internal::v1::TimerService::Service {
 public:
  TimerService(server::Gate& gate, Recomputer& recomputer, Timers& timers)
      : gate_(gate), recomputer_(recomputer), timers_(timers) {}

  grpc::Status RunDueTimers(grpc::ServerContext* context,
                            const internal::v1::RunDueTimersRequest* request,
                            internal::v1::RunDueTimersResponse* response) override;

 private:
  server::Gate& gate_;
  Recomputer& recomputer_;
  Timers& timers_;
};

}  // namespace sems::casework
