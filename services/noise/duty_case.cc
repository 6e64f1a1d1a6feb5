#include "services/noise/duty_case.h"

#include <algorithm>

#include "common/calendar/period.h"
#include "common/casework/service/change.h"
#include "common/casework/service/records.h"
#include "services/noise/repository/duty_cases.h"

namespace sems::noise {
namespace {

constexpr char kDue[] = "g_due";
constexpr char kRecorded[] = "g_recorded";

const casework::Clock* CycleOf(const casework::Machine& machine) {
  const auto found = std::find_if(
      machine.clocks.begin(), machine.clocks.end(),
      [](const casework::Clock& clock) { return clock.repeat && clock.auto_event == kDue; });
  return found == machine.clocks.end() ? nullptr : &*found;
}

// The round whose timer rang last.
const casework::ClockRun* LastRung(const casework::CaseFile& file, const std::string& clock) {
  const casework::ClockRun* last = nullptr;
  for (const casework::ClockRun& run : file.clocks) {
    if (run.clock == clock && run.rung && run.date.due && run.started_on &&
        (last == nullptr || run.run > last->run)) {
      last = &run;
    }
  }
  return last;
}

Cycle CycleOfRun(const casework::ClockRun& run) {
  const std::optional<calendar::Period>& period = run.date.explanation.period;
  return {period ? calendar::GridDay(*run.started_on, *period, run.step - 1) : *run.started_on,
          *run.date.due};
}

}  // namespace

DutyCase ReadDutyCase(const casework::Casework& casework, const casework::StoredCase& stored,
                      server::Call& call) {
  const casework::Engine& engine = casework.engine();
  casework::CaseFile file = stored.file;
  std::vector<casework::Entry> rung;
  casework::RingDue(engine, file, call.today(), call.now(), rung);

  DutyCase duty{file.case_id, stored.head.subject.name, {}, {}, {}, false};
  const casework::Machine& machine = engine.MachineOf(file);
  const casework::Clock* cycle = CycleOf(machine);
  if (cycle == nullptr) return duty;
  const bool owed =
      std::any_of(machine.transitions.begin(), machine.transitions.end(),
                  [&](const casework::Transition& transition) {
                    return transition.from == file.state && transition.event == kRecorded;
                  });
  if (const casework::ClockRun* last = LastRung(file, cycle->id); owed && last != nullptr)
    duty.owed = CycleOfRun(*last);
  for (const casework::ClockRun& run : file.clocks) {
    if (run.clock != cycle->id || run.ended_on) continue;
    duty.anchor = run.started_on;
    if (run.status == casework::ClockStatus::kUnset) duty.number_unset = true;
    if (!duty.owed && run.date.due) duty.next_due = run.date.due;
  }
  return duty;
}

absl::StatusOr<DutyCases> FindDutyCases(casework::Casework& casework, server::Call& call,
                                        db::Tx& tx, const std::string& procedure) {
  const repository::SiteCases cases = repository::CasesOfSite(tx, call.site(), procedure);
  DutyCases duties;
  duties.any = cases.any;
  for (const std::string& case_id : cases.open) {
    absl::StatusOr<casework::StoredCase> found = casework::SeeCase(casework, call, tx, case_id);
    // A facility of the site that stands in another office's district is that office's.
    if (absl::IsPermissionDenied(found.status())) continue;
    if (!found.ok()) return found.status();
    duties.open.push_back(ReadDutyCase(casework, *found, call));
  }
  return duties;
}

absl::Status RaiseRecorded(casework::Casework& casework, server::Call& call,
                           server::UnitOfWork& work, const std::string& case_id, absl::CivilDay on,
                           const std::string& note) {
  casework::Input input;
  input.event = kRecorded;
  input.occurred_on = on;
  input.note = note;
  return casework::ChangeCase(casework, call, work, case_id, "",
                              [&](const casework::CaseFile& file, const casework::Actor& actor) {
                                return casework.engine().Raise(file, input, actor, call.today());
                              })
      .status();
}

}  // namespace sems::noise
