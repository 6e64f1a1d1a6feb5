#include "common/casework/testing/case_client.h"

namespace sems::casework::testing {

absl::StatusOr<int64_t> CaseClient::RunTimers() {
  auto stub = internal::v1::TimerService::NewStub(harness().Channel(service()));
  auto answer = sems::testing::AskAsService(harness(), service(), *stub,
                                            &internal::v1::TimerService::Stub::RunDueTimers,
                                            internal::v1::RunDueTimersRequest());
  if (!answer.ok()) return answer.status();
  return answer->raised();
}

}  // namespace sems::casework::testing
