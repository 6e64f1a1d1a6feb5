#pragma once

#include "absl/status/statusor.h"
#include "common/calendar/holidays.h"
#include "common/server/call.h"
#include "sems/chemsafety/v1/hazard_service.pb.h"
#include "services/chemsafety/domain/hazard_law.h"

// HazardPlanService: computed from the law's data and what is given; no database.
namespace sems::chemsafety {

// What its handlers work with besides the call.
struct HazardDeps {
  const hazard::Law law;
  const calendar::Holidays& holidays;
};

}  // namespace sems::chemsafety

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckApplicabilityResponse> CheckApplicability(
    const HazardDeps& deps, server::Call& call, const v1::CheckApplicabilityRequest& request);
absl::StatusOr<v1::ComputeFeeResponse> ComputeFee(const HazardDeps& deps, server::Call& call,
                                                  const v1::ComputeFeeRequest& request);
absl::StatusOr<v1::ComputeDueDateResponse> ComputeDueDate(const HazardDeps& deps,
                                                          server::Call& call,
                                                          const v1::ComputeDueDateRequest& request);
absl::StatusOr<v1::FindOfficeResponse> FindOffice(const HazardDeps& deps, server::Call& call,
                                                  const v1::FindOfficeRequest& request);
absl::StatusOr<v1::CheckSeriousAccidentsActResponse> CheckSeriousAccidentsAct(
    const HazardDeps& deps, server::Call& call, const v1::CheckSeriousAccidentsActRequest& request);

}  // namespace sems::chemsafety::handlers
