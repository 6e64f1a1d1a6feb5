#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/self_measurement_service.pb.h"
#include "services/noise/deps.h"

namespace sems::noise::handlers {

absl::StatusOr<v1::SaveSelfMeasurementsResponse> SaveSelfMeasurements(
    Deps& deps, server::Call& call, const v1::SaveSelfMeasurementsRequest& request);
absl::StatusOr<v1::GetSelfMeasurementDayResponse> GetSelfMeasurementDay(
    Deps& deps, server::Call& call, const v1::GetSelfMeasurementDayRequest& request);
absl::StatusOr<v1::ListSelfMeasurementsResponse> ListSelfMeasurements(
    Deps& deps, server::Call& call, const v1::ListSelfMeasurementsRequest& request);
absl::StatusOr<v1::ListSelfMeasurementHistoryResponse> ListSelfMeasurementHistory(
    Deps& deps, server::Call& call, const v1::ListSelfMeasurementHistoryRequest& request);
absl::StatusOr<v1::GetSelfMeasurementDutyResponse> GetSelfMeasurementDuty(
    Deps& deps, server::Call& call, const v1::GetSelfMeasurementDutyRequest& request);

}  // namespace sems::noise::handlers
