#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/noise_rule_service.pb.h"
#include "services/noise/deps.h"

// NoiseRuleService: computed from the rules and what is given; no database.
namespace sems::noise::handlers {

absl::StatusOr<v1::CheckPreventionExemptionResponse> CheckPreventionExemption(
    Deps& deps, server::Call& call, const v1::CheckPreventionExemptionRequest& request);
absl::StatusOr<v1::CheckSelfDesignResponse> CheckSelfDesign(
    Deps& deps, server::Call& call, const v1::CheckSelfDesignRequest& request);
absl::StatusOr<v1::ListPrecisionInspectionsResponse> ListPrecisionInspections(
    Deps& deps, server::Call& call, const v1::ListPrecisionInspectionsRequest& request);
absl::StatusOr<v1::GetEducationCalendarResponse> GetEducationCalendar(
    Deps& deps, server::Call& call, const v1::GetEducationCalendarRequest& request);
absl::StatusOr<v1::ListTransitionalRulesResponse> ListTransitionalRules(
    Deps& deps, server::Call& call, const v1::ListTransitionalRulesRequest& request);
absl::StatusOr<v1::ListAppendixTablesResponse> ListAppendixTables(
    Deps& deps, server::Call& call, const v1::ListAppendixTablesRequest& request);

}  // namespace sems::noise::handlers
