#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/measurement/internal/v1/measurement_read.pb.h"
#include "sems/measurement/internal/v1/sampling_days.pb.h"
#include "sems/measurement/v1/code.pb.h"
#include "sems/measurement/v1/self_measurement_service.pb.h"
#include "services/measurement/deps.h"

// One function an RPC.
namespace sems::measurement::handlers {

absl::StatusOr<v1::SaveSelfMeasurementsResponse> SaveSelfMeasurements(
    Deps& deps, server::Call& call, const v1::SaveSelfMeasurementsRequest& request);
absl::StatusOr<v1::ListSelfMeasurementsResponse> ListSelfMeasurements(
    Deps& deps, server::Call& call, const v1::ListSelfMeasurementsRequest& request);

absl::StatusOr<v1::ListCodesResponse> ListCodes(Deps& deps, server::Call& call,
                                                const v1::ListCodesRequest& request);
absl::StatusOr<v1::LoadCodesResponse> LoadCodes(Deps& deps, server::Call& call,
                                                const v1::LoadCodesRequest& request);

absl::StatusOr<internal::v1::GetMonthResponse> GetMonth(
    Deps& deps, server::Call& call, const internal::v1::GetMonthRequest& request);
absl::StatusOr<internal::v1::ListSamplingDaysResponse> ListSamplingDays(
    Deps& deps, server::Call& call, const internal::v1::ListSamplingDaysRequest& request);

}  // namespace sems::measurement::handlers
