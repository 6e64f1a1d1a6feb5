#include <algorithm>

#include "common/values/civil.h"
#include "services/noise/convert_logs.h"
#include "services/noise/handlers/operation_log.h"
#include "services/noise/handlers/save_log.h"
#include "services/noise/operation_duty.h"
#include "services/noise/repository/operation_log.h"

namespace sems::noise::handlers {
namespace {

using Lines = std::vector<OperationLine>;

// The first week that a batch enters; with it begins the cycle of a site that had none.
std::optional<absl::CivilDay> FirstWeek(const Lines& lines, const records::LineProblems& problems) {
  std::optional<absl::CivilDay> first;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty() || lines[i].remove || problems.IsBad(static_cast<int>(i))) continue;
    if (!first || lines[i].record.week_from < *first) first = lines[i].record.week_from;
  }
  return first;
}

// Weeks follow the clock of the case that they are recorded for, or of the one that is to be.
absl::Status CheckWeeks(Deps& deps, server::Call& call, db::Tx& tx, const Lines& lines,
                        const repository::LoadedLog& stored, records::LineProblems& problems) {
  const int week_days = deps.logs.week_days;
  absl::StatusOr<DutyCases> cases =
      FindDutyCases(*deps.casework, call, tx, deps.logs.operation.procedure);
  if (!cases.ok()) return cases.status();
  for (const DutyCase& duty : cases->open) {
    if (duty.anchor) CheckOnGrid(lines, *duty.anchor, week_days, duty.facility, problems);
  }
  if (!cases->any) {
    if (const auto anchor = FirstWeek(lines, problems))
      CheckOnGrid(lines, *anchor, week_days, "", problems);
  }
  CheckOverlaps(lines, stored, week_days, problems);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::RecordDuty>> Settle(
    Deps& deps, server::Call& call, server::UnitOfWork& work,
    const std::vector<repository::Write<OperationEntry>>& writes, int& met) {
  std::optional<absl::CivilDay> first;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    if (!first || write.record->week_from < *first) first = write.record->week_from;
  }
  absl::StatusOr<DutyCases> cases =
      FindDutyCases(*deps.casework, call, work.tx(), deps.logs.operation.procedure);
  if (!cases.ok()) return cases.status();
  const bool opens = first && !cases->any;
  if (opens) {
    if (absl::Status opened = OpenOperationCase(deps, call, work, *first); !opened.ok())
      return opened;
  }
  absl::StatusOr<std::vector<v1::RecordDuty>> duties = SettleOperationDuty(deps, call, work, met);
  if (duties.ok() && opens) duties->front().set_opened_now(true);
  return duties;
}

}  // namespace

absl::StatusOr<v1::SaveOperationLogResponse> SaveOperationLog(
    Deps& deps, server::Call& call, const v1::SaveOperationLogRequest& request) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  records::LineProblems problems(request.lines_size());
  Lines lines;
  for (const v1::OperationLogEntry& line : request.lines()) {
    lines.push_back(ReadOperationEntry(Raw(line), static_cast<int>(lines.size()),
                                       deps.logs.week_days, call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);

  LogTable<OperationEntry> table{repository::kOperationLog, "operation_log", "OPERATION_LOG_SAVED",
                                 deps.logs.operation};
  table.load = [&](db::Tx& tx, const Lines& of) {
    return repository::LoadOperationLog(tx, call.site(), of, deps.logs.week_days);
  };
  table.check = [&](db::Tx& tx, const repository::LoadedLog& stored, records::LineProblems& found) {
    return CheckWeeks(deps, call, tx, lines, stored, found);
  };
  table.save = [&](db::Tx& tx, const auto& writes, const repository::Writer& writer) {
    repository::SaveOperationLog(tx, call.site(), writes, writer);
  };
  table.settle = [&](server::UnitOfWork& work, const auto& writes, int& met) {
    return Settle(deps, call, work, writes, met);
  };
  const auto item = [&](int i) {
    const v1::OperationLogEntry& line = request.lines(i);
    return line.week_from() + ' ' + line.facility();
  };
  return SaveLog<v1::SaveOperationLogResponse>(call, table, lines, problems,
                                               request.allow_partial(), item);
}

}  // namespace sems::noise::handlers
