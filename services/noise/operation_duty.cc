#include "services/noise/operation_duty.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/service/change.h"
#include "common/values/civil.h"
#include "services/noise/domain/log_weeks.h"
#include "services/noise/record_duty.h"
#include "services/noise/repository/operation_log.h"

namespace sems::noise {
namespace {

// Rounds that one call makes good; the next one goes on.
constexpr int kMostRounds = 120;
// How far back a week that is not complete (any more) is looked for.
constexpr int kWeeksBack = 60;

struct LogState {
  LogWeeks weeks;
  std::optional<absl::CivilDay> first;  // ever recorded
};

LogState LoadState(server::Call& call, db::Tx& tx, const std::vector<DutyCase>& cases,
                   int week_days) {
  absl::CivilDay from = call.today() - (kWeeksBack + 1) * week_days;
  for (const DutyCase& duty : cases) {
    if (duty.owed) from = std::min(from, duty.owed->before);
  }
  return {LogWeeks(repository::RecordedWeeks(tx, call.site(), from)),
          repository::FirstRecordedWeek(tx, call.site())};
}

// Weeks of the case's grid that are over, as far back as is looked and the log goes.
std::vector<absl::CivilDay> IncompleteWeeks(const DutyCase& duty, const LogState& log,
                                            int week_days, absl::CivilDay today) {
  if (!duty.anchor || !log.first) return {};
  const int rounds = static_cast<int>((today - *duty.anchor) / week_days);
  int first = std::max(0, rounds - kWeeksBack);
  while (*duty.anchor + first * week_days < *log.first) ++first;
  return log.weeks.Incomplete(*duty.anchor + first * week_days, *duty.anchor + rounds * week_days,
                              week_days, duty.facility);
}

v1::RecordDuty Tell(const DutyCase& duty, const LogState& log, int week_days,
                    absl::CivilDay today) {
  v1::RecordDuty out = ToRecordDuty(duty, today);
  if (duty.owed) {
    out.set_owed_from(FormatDay(duty.owed->before));
    out.set_owed_to(FormatDay(duty.owed->due - 1));
    for (std::string& name : log.weeks.Missing(duty.owed->before, duty.facility))
      out.add_missing_facilities(std::move(name));
  }
  for (const absl::CivilDay week : IncompleteWeeks(duty, log, week_days, today))
    out.add_incomplete_weeks(FormatDay(week));
  FillOperationNote(out);
  return out;
}

}  // namespace

absl::StatusOr<std::vector<v1::RecordDuty>> SettleOperationDuty(Deps& deps, server::Call& call,
                                                                server::UnitOfWork& work,
                                                                int& met) {
  casework::Casework& casework = *deps.casework;
  const std::string& procedure = deps.logs.operation.procedure;
  const int week_days = deps.logs.week_days;
  absl::StatusOr<DutyCases> cases = FindDutyCases(casework, call, work.tx(), procedure);
  if (!cases.ok()) return cases.status();
  const LogState log = LoadState(call, work.tx(), cases->open, week_days);
  std::vector<v1::RecordDuty> told;
  for (DutyCase& duty : cases->open) {
    int met_here = 0;
    while (duty.owed && met_here < kMostRounds &&
           log.weeks.IsComplete(duty.owed->before, duty.facility)) {
      if (absl::Status raised =
              RaiseRecorded(casework, call, work, duty.case_id, call.today(),
                            absl::StrCat("운영기록부 ", FormatDay(duty.owed->before), " ~ ",
                                         FormatDay(duty.owed->due - 1)));
          !raised.ok()) {
        return raised;
      }
      ++met_here;
      absl::StatusOr<casework::StoredCase> now =
          casework::SeeCase(casework, call, work.tx(), duty.case_id);
      if (!now.ok()) return now.status();
      duty = ReadDutyCase(casework, *now, call);
    }
    met += met_here;
    told.push_back(Tell(duty, log, week_days, call.today()));
    told.back().set_met_now(met_here);
  }
  if (told.empty()) told.push_back(NoOperationCase());
  return told;
}

absl::StatusOr<std::vector<v1::RecordDuty>> ReadOperationDuty(Deps& deps, server::Call& call,
                                                              db::Tx& tx) {
  absl::StatusOr<DutyCases> cases =
      FindDutyCases(*deps.casework, call, tx, deps.logs.operation.procedure);
  if (!cases.ok()) return cases.status();
  const LogState log = LoadState(call, tx, cases->open, deps.logs.week_days);
  std::vector<v1::RecordDuty> told;
  for (const DutyCase& duty : cases->open)
    told.push_back(Tell(duty, log, deps.logs.week_days, call.today()));
  if (told.empty()) told.push_back(NoOperationCase());
  return told;
}

absl::Status OpenOperationCase(Deps& deps, server::Call& call, server::UnitOfWork& work,
                               absl::CivilDay anchor) {
  casework::Opening opening;
  opening.procedure = deps.logs.operation.procedure;
  opening.input.occurred_on = call.today();
  opening.input.dates["facility_operation_started"] = anchor;
  opening.input.note = "운영기록부의 첫 기록";
  casework::Subject subject;
  subject.site_id = call.site().site_id();
  return casework::OpenCase(*deps.casework, call, work, subject, std::move(opening)).status();
}

}  // namespace sems::noise
