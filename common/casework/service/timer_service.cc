#include "common/casework/service/timer_service.h"

namespace sems::casework {

grpc::Status TimerService::RunDueTimers(grpc::ServerContext* context,
                                        const internal::v1::RunDueTimersRequest* request,
                                        internal::v1::RunDueTimersResponse* response) {
  static const std::string name =
      std::string(internal::v1::TimerService::service_full_name()) + "/RunDueTimers";
  return gate_.Unary(
      *context, name, *request, response,
      [&](server::Call& call) -> absl::StatusOr<internal::v1::RunDueTimersResponse> {
        FieldErrors errors;
        if (request->max_cases() < 0) {
          errors.Add("max_cases", "OUT_OF_RANGE", "must not be negative", "0 이상이어야 합니다.");
          return errors.ToStatus();
        }
        const absl::StatusOr<RecomputePass> recomputed = recomputer_.Run(call.deadline());
        if (!recomputed.ok()) return recomputed.status();
        absl::StatusOr<TimerPass> pass = timers_.RunDue(request->max_cases(), call.deadline());
        if (!pass.ok()) return pass.status();
        internal::v1::RunDueTimersResponse answer;
        answer.set_raised(pass->raised);
        answer.set_blocked(pass->blocked);
        answer.set_recomputed(recomputed->recomputed);
        answer.set_law_gone(recomputed->law_gone);
        return answer;
      });
}

}  // namespace sems::casework
