#include "common/casework/view.h"

namespace sems::casework {

std::optional<View> ViewOf(const LawIndex& law, const CaseFile& file) {
  const MachineIndex* const machine = law.FindMachine(file.machine, file.procedure);
  const Procedure* const procedure = law.FindProcedure(file.procedure);
  if (machine == nullptr || procedure == nullptr) return std::nullopt;
  return View{law, *machine, *procedure, file};
}

std::vector<int> Candidates(const View& view, std::string_view event) {
  std::vector<int> candidates;
  for (const int transition : view.machine.From(view.file.state, event)) {
    if (InVariant(view.machine.machine().transitions[transition].variants, view.file)) {
      candidates.push_back(transition);
    }
  }
  return candidates;
}

const ClockRun* LatestRun(const CaseFile& file, std::string_view clock) {
  const ClockRun* latest = nullptr;
  for (const ClockRun& run : file.clocks) {
    if (run.clock == clock && (latest == nullptr || run.run > latest->run)) latest = &run;
  }
  return latest;
}

const ClockRun* OpenRun(const CaseFile& file, std::string_view clock) {
  const ClockRun* latest = nullptr;
  for (const ClockRun& run : file.clocks) {
    if (run.clock == clock && !run.ended_on.has_value() &&
        (latest == nullptr || run.run > latest->run)) {
      latest = &run;
    }
  }
  return latest;
}

}  // namespace sems::casework
