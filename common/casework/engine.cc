#include "common/casework/engine.h"

#include <utility>

#include "common/casework/law_index.h"
#include "common/casework/transitions.h"

namespace sems::casework {

Engine::Engine(const Law& law, const calendar::Holidays& holidays, ParameterLookup parameters)
    : law_(law),
      holidays_(holidays),
      parameters_(std::move(parameters)),
      index_(std::make_unique<LawIndex>(law)) {}

Engine::~Engine() = default;

const Machine& Engine::MachineOf(const CaseFile& file) const {
  static const Machine kNone{};
  const MachineIndex* const machine = index_->FindMachine(file.machine, file.procedure);
  return machine == nullptr ? kNone : machine->machine();
}

bool Engine::IsTerminal(const CaseFile& file) const {
  const MachineIndex* const machine = index_->FindMachine(file.machine, file.procedure);
  return machine != nullptr && machine->IsTerminal(file.state);
}

bool Engine::Knows(const CaseFile& file) const {
  const std::optional<View> view = ViewOf(*index_, file);
  return view.has_value() && view->machine.FindState(file.state) != nullptr;
}

const Transition* Engine::TakenBy(const CaseFile& file, const Entry& entry) const {
  const MachineIndex* const machine = index_->FindMachine(file.machine, file.procedure);
  const int taken = machine == nullptr ? -1 : TransitionTaken(*machine, entry);
  return taken < 0 ? nullptr : &machine->machine().transitions[taken];
}

}  // namespace sems::casework
