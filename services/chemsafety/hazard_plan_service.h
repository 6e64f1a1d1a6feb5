#pragma once

#include "common/server/gate.h"
#include "common/server/module.h"
#include "sems/chemsafety/v1/hazard_service.grpc.pb.h"
#include "services/chemsafety/domain/hazard_law.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety {

// The rules of 유해·위험방지계획서, built in or from the directory that chemsafety.law_dir names.
// FAILED_PRECONDITION (LAW_BROKEN) names file and line of all that is wrong.
absl::StatusOr<hazard::Law> LoadHazardLaw(const server::ModuleDeps& deps);

class HazardPlanService final : public v1::HazardPlanService::Service {
 public:
  HazardPlanService(server::Gate& gate, hazard::Law law, const calendar::Holidays& holidays)
      : gate_(gate), deps_{std::move(law), holidays} {}
  SEMS_UNARY(v1::HazardPlanService, CheckApplicability)
  SEMS_UNARY(v1::HazardPlanService, ComputeFee)
  SEMS_UNARY(v1::HazardPlanService, ComputeDueDate)
  SEMS_UNARY(v1::HazardPlanService, FindOffice)
  SEMS_UNARY(v1::HazardPlanService, CheckSeriousAccidentsAct)

 private:
  server::Gate& gate_;
  const HazardDeps deps_;
};

}  // namespace sems::chemsafety
