#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/operations/internal/v1/month_completeness.pb.h"
#include "sems/operations/internal/v1/record_read.pb.h"
#include "sems/operations/v1/device_operation.pb.h"
#include "sems/operations/v1/energy_use.pb.h"
#include "sems/operations/v1/fuel_use.pb.h"
#include "sems/operations/v1/material_use.pb.h"
#include "sems/operations/v1/period.pb.h"
#include "sems/operations/v1/product_output.pb.h"
#include "sems/operations/v1/stack_hours.pb.h"
#include "services/operations/deps.h"

// One function an RPC; each reads top to bottom: check, ask facility, then one transaction.
namespace sems::operations::handlers {

absl::StatusOr<v1::SaveStackHoursResponse> SaveStackHours(Deps& deps, server::Call& call,
                                                          const v1::SaveStackHoursRequest& request);
absl::StatusOr<v1::ListStackHoursResponse> ListStackHours(Deps& deps, server::Call& call,
                                                          const v1::ListStackHoursRequest& request);

absl::StatusOr<v1::SaveDeviceOperationsResponse> SaveDeviceOperations(
    Deps& deps, server::Call& call, const v1::SaveDeviceOperationsRequest& request);
absl::StatusOr<v1::ListDeviceOperationsResponse> ListDeviceOperations(
    Deps& deps, server::Call& call, const v1::ListDeviceOperationsRequest& request);
absl::StatusOr<v1::DeclareMeterEventResponse> DeclareMeterEvent(
    Deps& deps, server::Call& call, const v1::DeclareMeterEventRequest& request);
absl::StatusOr<v1::ListMeterEventsResponse> ListMeterEvents(
    Deps& deps, server::Call& call, const v1::ListMeterEventsRequest& request);

absl::StatusOr<v1::SaveFuelUsesResponse> SaveFuelUses(Deps& deps, server::Call& call,
                                                      const v1::SaveFuelUsesRequest& request);
absl::StatusOr<v1::ListFuelUsesResponse> ListFuelUses(Deps& deps, server::Call& call,
                                                      const v1::ListFuelUsesRequest& request);

absl::StatusOr<v1::SaveMaterialUsesResponse> SaveMaterialUses(
    Deps& deps, server::Call& call, const v1::SaveMaterialUsesRequest& request);
absl::StatusOr<v1::ListMaterialUsesResponse> ListMaterialUses(
    Deps& deps, server::Call& call, const v1::ListMaterialUsesRequest& request);
absl::StatusOr<v1::SaveEnergyUsesResponse> SaveEnergyUses(Deps& deps, server::Call& call,
                                                          const v1::SaveEnergyUsesRequest& request);
absl::StatusOr<v1::ListEnergyUsesResponse> ListEnergyUses(Deps& deps, server::Call& call,
                                                          const v1::ListEnergyUsesRequest& request);
absl::StatusOr<v1::SaveProductOutputsResponse> SaveProductOutputs(
    Deps& deps, server::Call& call, const v1::SaveProductOutputsRequest& request);
absl::StatusOr<v1::ListProductOutputsResponse> ListProductOutputs(
    Deps& deps, server::Call& call, const v1::ListProductOutputsRequest& request);

absl::StatusOr<v1::GetMonthStatusResponse> GetMonthStatus(Deps& deps, server::Call& call,
                                                          const v1::GetMonthStatusRequest& request);
absl::StatusOr<v1::ConfirmMonthResponse> ConfirmMonth(Deps& deps, server::Call& call,
                                                      const v1::ConfirmMonthRequest& request);
absl::StatusOr<v1::ReopenMonthResponse> ReopenMonth(Deps& deps, server::Call& call,
                                                    const v1::ReopenMonthRequest& request);

absl::StatusOr<internal::v1::GetMonthResponse> GetMonth(
    Deps& deps, server::Call& call, const internal::v1::GetMonthRequest& request);

absl::StatusOr<internal::v1::ListMonthCompletenessResponse> ListMonthCompleteness(
    Deps& deps, server::Call& call, const internal::v1::ListMonthCompletenessRequest& request);

}  // namespace sems::operations::handlers
