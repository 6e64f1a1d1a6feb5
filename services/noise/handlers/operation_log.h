#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/operation_log_service.pb.h"
#include "services/noise/deps.h"

namespace sems::noise::handlers {

absl::StatusOr<v1::SaveOperationLogResponse> SaveOperationLog(
    Deps& deps, server::Call& call, const v1::SaveOperationLogRequest& request);
absl::StatusOr<v1::GetOperationWeekResponse> GetOperationWeek(
    Deps& deps, server::Call& call, const v1::GetOperationWeekRequest& request);
absl::StatusOr<v1::ListOperationLogResponse> ListOperationLog(
    Deps& deps, server::Call& call, const v1::ListOperationLogRequest& request);
absl::StatusOr<v1::ListOperationLogHistoryResponse> ListOperationLogHistory(
    Deps& deps, server::Call& call, const v1::ListOperationLogHistoryRequest& request);
absl::StatusOr<v1::GetOperationLogDutyResponse> GetOperationLogDuty(
    Deps& deps, server::Call& call, const v1::GetOperationLogDutyRequest& request);

}  // namespace sems::noise::handlers
