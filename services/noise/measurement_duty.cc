#include "services/noise/measurement_duty.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/casework/service/change.h"
#include "common/values/civil.h"
#include "services/noise/duty_case.h"
#include "services/noise/record_duty.h"
#include "services/noise/repository/self_measurements.h"

namespace sems::noise {
namespace {

// Rounds that one call makes good; the next one goes on.
constexpr int kMostRounds = 120;

v1::RecordDuty Tell(const DutyCase& duty, absl::CivilDay today) {
  v1::RecordDuty out = ToRecordDuty(duty, today);
  if (duty.owed) {
    out.set_owed_from(FormatDay(duty.owed->before + 1));
    out.set_owed_to(FormatDay(duty.owed->due));
  }
  FillMeasurementNote(out);
  return out;
}

}  // namespace

absl::StatusOr<std::vector<v1::RecordDuty>> SettleMeasurementDuty(Deps& deps, server::Call& call,
                                                                  server::UnitOfWork& work,
                                                                  int& met) {
  casework::Casework& casework = *deps.casework;
  absl::StatusOr<DutyCases> cases =
      FindDutyCases(casework, call, work.tx(), deps.logs.measurement.procedure);
  if (!cases.ok()) return cases.status();
  std::vector<v1::RecordDuty> told;
  for (DutyCase& duty : cases->open) {
    int met_here = 0;
    while (duty.owed && met_here < kMostRounds) {
      const std::optional<absl::CivilDay> measured_on =
          repository::FirstUncountedDay(work.tx(), call.site(), duty.owed->before);
      if (!measured_on) break;
      repository::CountDay(work.tx(), call.site(), *measured_on, duty.case_id, duty.owed->due);
      // What was measured by the due day was measured in time, whenever the case is told.
      const absl::CivilDay on = std::max(*measured_on, duty.owed->due);
      if (absl::Status raised = RaiseRecorded(casework, call, work, duty.case_id, on,
                                              absl::StrCat("자가측정 ", FormatDay(*measured_on)));
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
    told.push_back(Tell(duty, call.today()));
    told.back().set_met_now(met_here);
  }
  if (told.empty()) told.push_back(NoMeasurementCase());
  return told;
}

absl::StatusOr<std::vector<v1::RecordDuty>> ReadMeasurementDuty(Deps& deps, server::Call& call,
                                                                db::Tx& tx) {
  absl::StatusOr<DutyCases> cases =
      FindDutyCases(*deps.casework, call, tx, deps.logs.measurement.procedure);
  if (!cases.ok()) return cases.status();
  std::vector<v1::RecordDuty> told;
  for (const DutyCase& duty : cases->open) told.push_back(Tell(duty, call.today()));
  if (told.empty()) told.push_back(NoMeasurementCase());
  return told;
}

}  // namespace sems::noise
