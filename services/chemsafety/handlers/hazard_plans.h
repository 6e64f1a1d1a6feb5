#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/chemsafety/v1/hazard_service.pb.h"
#include "services/chemsafety/domain/hazard_law.h"

// HazardPlanService: computed from the law's data and what is given; no database.
namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckApplicabilityResponse> CheckApplicability(
    const hazard::Law& law, server::Call& call, const v1::CheckApplicabilityRequest& request);
absl::StatusOr<v1::ComputeFeeResponse> ComputeFee(const hazard::Law& law, server::Call& call,
                                                  const v1::ComputeFeeRequest& request);
absl::StatusOr<v1::ComputeDueDateResponse> ComputeDueDate(const hazard::Law& law,
                                                          server::Call& call,
                                                          const v1::ComputeDueDateRequest& request);
absl::StatusOr<v1::FindOfficeResponse> FindOffice(const hazard::Law& law, server::Call& call,
                                                  const v1::FindOfficeRequest& request);
absl::StatusOr<v1::CheckSeriousAccidentsActResponse> CheckSeriousAccidentsAct(
    const hazard::Law& law, server::Call& call, const v1::CheckSeriousAccidentsActRequest& request);

}  // namespace sems::chemsafety::handlers
