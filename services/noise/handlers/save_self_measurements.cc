#include "absl/strings/str_cat.h"
#include "services/noise/convert_logs.h"
#include "services/noise/handlers/save_log.h"
#include "services/noise/handlers/self_measurements.h"
#include "services/noise/measurement_duty.h"
#include "services/noise/repository/self_measurements.h"

namespace sems::noise::handlers {

absl::StatusOr<v1::SaveSelfMeasurementsResponse> SaveSelfMeasurements(
    Deps& deps, server::Call& call, const v1::SaveSelfMeasurementsRequest& request) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  records::LineProblems problems(request.lines_size());
  std::vector<SelfMeasurementLine> lines;
  for (const v1::NoiseMeasurement& line : request.lines()) {
    lines.push_back(
        ReadSelfMeasurement(Raw(line), static_cast<int>(lines.size()), call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);

  LogTable<SelfMeasurement> table{repository::kSelfMeasurementLog, "self_measurement",
                                  "SELF_MEASUREMENT_SAVED", deps.logs.measurement};
  table.load = [&](db::Tx& tx, const std::vector<SelfMeasurementLine>& of) {
    return repository::LoadSelfMeasurements(tx, call.site(), of);
  };
  table.save = [&](db::Tx& tx, const auto& writes, const repository::Writer& writer) {
    repository::SaveSelfMeasurements(tx, call.site(), writes, writer);
  };
  table.settle = [&](server::UnitOfWork& work, const auto&, int& met) {
    return SettleMeasurementDuty(deps, call, work, met);
  };
  const auto item = [&](int i) {
    const v1::NoiseMeasurement& line = request.lines(i);
    return absl::StrCat(line.measured_on(), " ", line.point());
  };
  return SaveLog<v1::SaveSelfMeasurementsResponse>(call, table, lines, problems,
                                                   request.allow_partial(), item);
}

}  // namespace sems::noise::handlers
