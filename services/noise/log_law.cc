#include "services/noise/log_law.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace sems::noise {
namespace {

absl::Status Broken(const std::string& procedure, const std::string& lacks) {
  return Error(absl::StatusCode::kFailedPrecondition, "LAW_BROKEN",
               absl::StrCat("procedures.yaml: ", procedure, " ", lacks),
               absl::StrCat("procedures.yaml: ", procedure, "의 자료가 모자랍니다: ", lacks));
}

absl::StatusOr<LogLaw::Log> ReadLog(const casework::Law& law, const std::string& id) {
  const casework::Procedure* procedure = law.FindProcedure(id);
  if (procedure == nullptr) return Broken(id, "is missing");
  if (!procedure->retention) return Broken(id, "needs a retention");
  return LogLaw::Log{id, procedure->article, *procedure->retention};
}

}  // namespace

absl::StatusOr<LogLaw> ReadLogLaw(const casework::Law& law) {
  LogLaw logs;
  absl::StatusOr<LogLaw::Log> operation = ReadLog(law, "noise_operation_log");
  if (!operation.ok()) return operation.status();
  absl::StatusOr<LogLaw::Log> measurement = ReadLog(law, "noise_self_measurement");
  if (!measurement.ok()) return measurement.status();
  logs.operation = *std::move(operation);
  logs.measurement = *std::move(measurement);
  for (const casework::Deadline& deadline :
       law.FindProcedure(logs.operation.procedure)->deadlines) {
    if (deadline.direction == calendar::Direction::kEvery && deadline.period &&
        deadline.period->unit == calendar::Unit::kDays) {
      logs.week_days = deadline.period->amount;
    }
  }
  if (logs.week_days == 0) return Broken(logs.operation.procedure, "needs a cycle of days");
  return logs;
}

}  // namespace sems::noise
