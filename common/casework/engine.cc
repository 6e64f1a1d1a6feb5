#include "common/casework/engine.h"

#include <utility>

#include "common/casework/law_index.h"

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

}  // namespace sems::casework
