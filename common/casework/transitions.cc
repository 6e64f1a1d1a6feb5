#include "common/casework/transitions.h"

#include <algorithm>

namespace sems::casework {

std::vector<std::string> RaisableEvents(const View& view) {
  std::vector<std::string> events;
  for (const std::string& event : view.machine.EventsFrom(view.file.state)) {
    const Event* const known = view.law.FindEvent(event);
    if (known != nullptr && known->kind == EventKind::kTimer) continue;
    if (!Candidates(view, event).empty()) events.push_back(event);
  }
  return events;
}

int TransitionTaken(const MachineIndex& machine, const Entry& entry) {
  if (entry.transition < 0) return -1;
  const std::vector<Transition>& transitions = machine.machine().transitions;
  const auto fits = [&](int index) {
    const Transition& transition = transitions[index];
    return transition.event == entry.input.event && transition.from == entry.from_state &&
           transition.to == entry.to_state;
  };
  if (entry.transition < static_cast<int>(transitions.size()) && fits(entry.transition)) {
    return entry.transition;
  }
  for (const int index : machine.From(entry.from_state, entry.input.event)) {
    if (fits(index)) return index;
  }
  return -1;
}

std::vector<const Procedure*> ProceduresOf(const View& view, const Transition& transition) {
  if (transition.procedure.empty()) {
    // Default flows run the case's own procedure; elsewhere such a step belongs to none.
    if (view.machine.machine().id.starts_with("default_")) return {&view.procedure};
    return {};
  }
  std::vector<std::string> ids{transition.procedure};
  ids.insert(ids.end(), transition.alternatives.begin(), transition.alternatives.end());
  if (std::ranges::find(ids, view.procedure.id) != ids.end()) return {&view.procedure};
  for (const Variant& variant : view.machine.machine().variants) {
    if (variant.id != view.file.variant) continue;
    std::vector<std::string> of_variant;
    for (const std::string& id : ids) {
      if (std::ranges::find(variant.procedures, id) != variant.procedures.end()) {
        of_variant.push_back(id);
      }
    }
    if (!of_variant.empty()) ids = of_variant;
  }
  std::vector<const Procedure*> procedures;
  for (const std::string& id : ids) {
    if (const Procedure* const procedure = view.law.FindProcedure(id)) {
      procedures.push_back(procedure);
    }
  }
  return procedures;
}

std::vector<std::string> GuardsOf(const View& view, const std::vector<int>& transitions) {
  std::vector<std::string> all;
  for (const int index : transitions) {
    const Transition& transition = view.machine.machine().transitions[index];
    for (const auto* guards : {&transition.guard, &transition.guard_not}) {
      for (const std::string& guard : *guards) {
        if (std::ranges::find(all, guard) == all.end()) all.push_back(guard);
      }
    }
  }
  return all;
}

}  // namespace sems::casework
