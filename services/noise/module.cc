#include "services/noise/module.h"

#include "common/casework/service/duty_news.h"
#include "common/casework/service/law_files.h"
#include "common/casework/service/timer_service.h"
#include "common/outbox/dispatcher.h"
#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/noise/v1/case_service.grpc.pb.h"
#include "sems/noise/v1/noise_rule_service.grpc.pb.h"
#include "sems/noise/v1/operation_log_service.grpc.pb.h"
#include "sems/noise/v1/self_measurement_service.grpc.pb.h"
#include "services/noise/deps.h"
#include "services/noise/handlers/cases.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/handlers/operation_log.h"
#include "services/noise/handlers/self_measurements.h"
#include "services/noise/log_law.h"
#include "services/noise/noise_rules_loader.h"

namespace sems::noise {

std::span<const EmbeddedFile> DataFiles();
std::span<const EmbeddedFile> Migrations();

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

class OperationLogService final : public v1::OperationLogService::Service {
 public:
  OperationLogService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::OperationLogService, SaveOperationLog)
  SEMS_UNARY(v1::OperationLogService, GetOperationWeek)
  SEMS_UNARY(v1::OperationLogService, ListOperationLog)
  SEMS_UNARY(v1::OperationLogService, ListOperationLogHistory)
  SEMS_UNARY(v1::OperationLogService, GetOperationLogDuty)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class SelfMeasurementService final : public v1::SelfMeasurementService::Service {
 public:
  SelfMeasurementService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::SelfMeasurementService, SaveSelfMeasurements)
  SEMS_UNARY(v1::SelfMeasurementService, GetSelfMeasurementDay)
  SEMS_UNARY(v1::SelfMeasurementService, ListSelfMeasurements)
  SEMS_UNARY(v1::SelfMeasurementService, ListSelfMeasurementHistory)
  SEMS_UNARY(v1::SelfMeasurementService, GetSelfMeasurementDuty)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class NoiseRuleService final : public v1::NoiseRuleService::Service {
 public:
  NoiseRuleService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::NoiseRuleService, CheckPreventionExemption)
  SEMS_UNARY(v1::NoiseRuleService, CheckSelfDesign)
  SEMS_UNARY(v1::NoiseRuleService, ListPrecisionInspections)
  SEMS_UNARY(v1::NoiseRuleService, GetEducationCalendar)
  SEMS_UNARY(v1::NoiseRuleService, ListTransitionalRules)
  SEMS_UNARY(v1::NoiseRuleService, ListAppendixTables)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

// A law directory may hold other procedures altogether; then there is nothing to record or check.
// One of these alone is a law that lacks the others.
bool HasTypedProcedures(const casework::Law& law) {
  return law.FindProcedure("noise_operation_log") != nullptr ||
         law.FindProcedure("noise_self_measurement") != nullptr ||
         law.FindProcedure("noise_prevention_exemption") != nullptr;
}

class NoiseModule final : public server::Module {
 public:
  NoiseModule(const server::ModuleDeps& deps, std::unique_ptr<casework::Casework> casework,
              LogLaw logs, NoiseRules rules)
      : deps_{std::move(casework), std::move(logs), std::move(rules)},
        recomputer_(*deps_.casework, deps),
        timers_(*deps_.casework, deps),
        cases_(*deps.gate, deps_),
        operation_logs_(*deps.gate, deps_),
        self_measurements_(*deps.gate, deps_),
        rules_(*deps.gate, deps_),
        timer_service_(*deps.gate, recomputer_, timers_),
        site_directory_(*deps.gate) {
    deps.outbox->SetSender(casework::kDutyTopic, [deps](const outbox::Dispatcher::Event& event) {
      return casework::SendDutyNews(*deps.peers, *deps.identity, event.target, event.payload,
                                    deps.clock->Now());
    });
  }

  std::vector<server::Served> Services() override {
    std::vector<server::Served> served = {
        server::Serves<v1::CaseService>(cases_),
        server::Serves<casework::internal::v1::TimerService>(timer_service_),
        server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
    if (HasTypedProcedures(deps_.casework->law())) {
      served.push_back(server::Serves<v1::OperationLogService>(operation_logs_));
      served.push_back(server::Serves<v1::SelfMeasurementService>(self_measurements_));
      served.push_back(server::Serves<v1::NoiseRuleService>(rules_));
    }
    return served;
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
  OperationLogService operation_logs_;
  SelfMeasurementService self_measurements_;
  NoiseRuleService rules_;
  casework::TimerService timer_service_;
  server::SiteDirectoryService site_directory_;
};

std::vector<std::string> LawFileNames() { return {"procedures.yaml", "machines.yaml"}; }

std::vector<config::Key> Settings() { return casework::Settings("noise"); }

// Law data that does not pass every check keeps the service from starting.
absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  absl::StatusOr<std::unique_ptr<casework::Casework>> casework =
      casework::Casework::Make(deps, "noise", casework::LawFilesNamed(DataFiles(), LawFileNames()));
  if (!casework.ok()) return casework.status();
  absl::StatusOr<LogLaw> logs = LogLaw();
  absl::StatusOr<NoiseRules> rules = NoiseRules();
  if (HasTypedProcedures((*casework)->law())) {
    logs = ReadLogLaw((*casework)->law());
    if (!logs.ok()) return logs.status();
    rules = LoadNoiseRules(deps, (*casework)->law());
    if (!rules.ok()) return rules.status();
  }
  return std::make_unique<NoiseModule>(deps, *std::move(casework), *std::move(logs),
                                       *std::move(rules));
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{.name = "noise",
                                       .migrations = Migrations,
                                       .make = Make,
                                       .settings = Settings,
                                       .shared_migrations = casework::Migrations};
  return info;
}

}  // namespace sems::noise
