#include "services/chemsafety/module.h"

#include "common/casework/service/duty_news.h"
#include "common/casework/service/law_files.h"
#include "common/casework/service/timer_service.h"
#include "common/outbox/dispatcher.h"
#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/chemsafety/v1/case_service.grpc.pb.h"
#include "services/chemsafety/chemical_duty_service.h"
#include "services/chemsafety/deps.h"
#include "services/chemsafety/handlers/cases.h"
#include "services/chemsafety/hazard_plan_service.h"

namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

namespace {

class CaseService final : public v1::CaseService::Service {
 public:
  CaseService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::CaseService, ListProcedures)
  SEMS_UNARY(v1::CaseService, DescribeProcedure)
  SEMS_UNARY(v1::CaseService, PreviewDeadlines)
  SEMS_UNARY(v1::CaseService, OpenCase)
  SEMS_UNARY(v1::CaseService, GetCase)
  SEMS_UNARY(v1::CaseService, ListNextEvents)
  SEMS_UNARY(v1::CaseService, RaiseEvent)
  SEMS_UNARY(v1::CaseService, AnswerGuards)
  SEMS_UNARY(v1::CaseService, UpdateForm)
  SEMS_UNARY(v1::CaseService, AttachFile)
  SEMS_UNARY(v1::CaseService, DetachFile)
  SEMS_UNARY(v1::CaseService, RecordFeePayment)
  SEMS_UNARY(v1::CaseService, NameBody)
  SEMS_UNARY(v1::CaseService, ListCaseHistory)
  SEMS_UNARY(v1::CaseService, ListDocket)
  SEMS_UNARY(v1::CaseService, CountDocket)
  SEMS_UNARY(v1::CaseService, ListLawParameters)
  SEMS_UNARY(v1::CaseService, SetLawParameter)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class ChemsafetyModule final : public server::Module {
 public:
  ChemsafetyModule(const server::ModuleDeps& deps, std::unique_ptr<casework::Casework> casework,
                   ChemRules chem_rules, hazard::Law hazard_law)
      : deps_{std::move(casework)},
        recomputer_(*deps_.casework, deps),
        timers_(*deps_.casework, deps),
        cases_(*deps.gate, deps_),
        chemical_duties_(*deps.gate, std::move(chem_rules), deps_.casework->holidays()),
        hazard_plans_(*deps.gate, std::move(hazard_law), deps_.casework->holidays()),
        timer_service_(*deps.gate, recomputer_, timers_),
        site_directory_(*deps.gate) {
    deps.outbox->SetSender(casework::kDutyTopic, [deps](const outbox::Dispatcher::Event& event) {
      return casework::SendDutyNews(*deps.peers, *deps.identity, event.target, event.payload,
                                    deps.clock->Now());
    });
  }

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::CaseService>(cases_),
            server::Serves<v1::ChemicalDutyService>(chemical_duties_),
            server::Serves<v1::HazardPlanService>(hazard_plans_),
            server::Serves<casework::internal::v1::TimerService>(timer_service_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }
  void Start() override {
    recomputer_.Start();
    timers_.Start();
  }
  void Stop() override {
    timers_.Stop();
    recomputer_.Stop();
  }

 private:
  Deps deps_;
  casework::Recomputer recomputer_;
  casework::Timers timers_;
  CaseService cases_;
  ChemicalDutyService chemical_duties_;
  HazardPlanService hazard_plans_;
  casework::TimerService timer_service_;
  server::SiteDirectoryService site_directory_;
};

std::vector<std::string> LawFileNames() {
  return {"chem_procedures.yaml", "chem_machines.yaml", "hazard_procedures.yaml",
          "hazard_machines.yaml"};
}

std::vector<config::Key> Settings() { return casework::Settings("chemsafety"); }

// Law data that does not pass every check keeps the service from starting.
absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  absl::StatusOr<std::unique_ptr<casework::Casework>> casework = casework::Casework::Make(
      deps, "chemsafety", casework::LawFilesNamed(DataFiles(), LawFileNames()));
  if (!casework.ok()) return casework.status();
  absl::StatusOr<ChemRules> chem_rules = LoadChemRules(deps);
  if (!chem_rules.ok()) return chem_rules.status();
  absl::StatusOr<hazard::Law> hazard_law = LoadHazardLaw(deps);
  if (!hazard_law.ok()) return hazard_law.status();
  return std::make_unique<ChemsafetyModule>(deps, *std::move(casework), *std::move(chem_rules),
                                            *std::move(hazard_law));
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{.name = "chemsafety",
                                       .migrations = nullptr,
                                       .make = Make,
                                       .settings = Settings,
                                       .shared_migrations = casework::Migrations};
  return info;
}

}  // namespace sems::chemsafety
