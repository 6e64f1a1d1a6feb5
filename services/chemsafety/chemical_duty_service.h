#pragma once

#include <utility>

#include "common/server/gate.h"
#include "common/server/module.h"
#include "sems/chemsafety/v1/chemical_duty_service.grpc.pb.h"
#include "services/chemsafety/domain/chem_rules.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety {

// The rules, built in or from the directory that chemsafety.law_dir names. FAILED_PRECONDITION
// (LAW_BROKEN) names file and line of all that is wrong.
absl::StatusOr<ChemRules> LoadChemRules(const server::ModuleDeps& deps);

class ChemicalDutyService final : public v1::ChemicalDutyService::Service {
 public:
  ChemicalDutyService(server::Gate& gate, ChemRules rules, const calendar::Holidays& holidays)
      : gate_(gate), deps_{std::move(rules), holidays} {}
  SEMS_UNARY(v1::ChemicalDutyService, CheckQuantities)
  SEMS_UNARY(v1::ChemicalDutyService, ClassifyPermitChange)
  SEMS_UNARY(v1::ChemicalDutyService, CheckPlanChange)
  SEMS_UNARY(v1::ChemicalDutyService, CheckPlanExemption)
  SEMS_UNARY(v1::ChemicalDutyService, CheckTestProduction)
  SEMS_UNARY(v1::ChemicalDutyService, CheckCommunityNotice)
  SEMS_UNARY(v1::ChemicalDutyService, ListChecklists)

 private:
  server::Gate& gate_;
  const ChemicalDeps deps_;
};

}  // namespace sems::chemsafety
