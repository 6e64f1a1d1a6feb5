#pragma once

#include "absl/status/statusor.h"
#include "common/calendar/holidays.h"
#include "common/server/call.h"
#include "sems/chemsafety/v1/chemical_duty_service.pb.h"
#include "services/chemsafety/domain/chem_rules.h"

// ChemicalDutyService: computed from the rules and what is given; no database.
namespace sems::chemsafety {

// What its handlers work with besides the call.
struct ChemicalDeps {
  const ChemRules rules;
  const calendar::Holidays& holidays;
};

}  // namespace sems::chemsafety

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::CheckQuantitiesResponse> CheckQuantities(
    const ChemicalDeps& deps, server::Call& call, const v1::CheckQuantitiesRequest& request);
absl::StatusOr<v1::ClassifyPermitChangeResponse> ClassifyPermitChange(
    const ChemicalDeps& deps, server::Call& call, const v1::ClassifyPermitChangeRequest& request);
absl::StatusOr<v1::CheckPlanChangeResponse> CheckPlanChange(
    const ChemicalDeps& deps, server::Call& call, const v1::CheckPlanChangeRequest& request);
absl::StatusOr<v1::CheckPlanExemptionResponse> CheckPlanExemption(
    const ChemicalDeps& deps, server::Call& call, const v1::CheckPlanExemptionRequest& request);
absl::StatusOr<v1::CheckTestProductionResponse> CheckTestProduction(
    const ChemicalDeps& deps, server::Call& call, const v1::CheckTestProductionRequest& request);
absl::StatusOr<v1::CheckCommunityNoticeResponse> CheckCommunityNotice(
    const ChemicalDeps& deps, server::Call& call, const v1::CheckCommunityNoticeRequest& request);
absl::StatusOr<v1::ListChecklistsResponse> ListChecklists(const ChemicalDeps& deps,
                                                          server::Call& call,
                                                          const v1::ListChecklistsRequest& request);

}  // namespace sems::chemsafety::handlers
