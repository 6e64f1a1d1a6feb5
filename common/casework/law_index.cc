#include "common/casework/law_index.h"

#include <algorithm>
#include <utility>

namespace sems::casework {
namespace {

template <class Map>
const typename Map::mapped_type& Get(const Map& map, std::string_view key) {
  static const typename Map::mapped_type kNothing{};
  const auto found = map.find(key);
  return found == map.end() ? kNothing : found->second;
}

}  // namespace

MachineIndex::MachineIndex(const Law& law, const Machine& machine, const Procedure* procedure)
    : machine_(&machine) {
  for (const State& state : machine.states) states_[state.id] = &state;
  if (procedure != nullptr) procedures_.insert(procedure->id);
  for (int i = 0; i < static_cast<int>(machine.transitions.size()); ++i) {
    const Transition& transition = machine.transitions[i];
    auto& leaving = from_[transition.from][transition.event];
    if (leaving.empty()) events_from_[transition.from].push_back(transition.event);
    leaving.push_back(i);
    by_event_[transition.event].push_back(i);
    const bool by_clock = std::ranges::find(transition.by, "system") != transition.by.end();
    for (const auto* guards : {&transition.guard, &transition.guard_not}) {
      for (const std::string& guard : *guards) {
        guards_.insert(guard);
        if (by_clock) facts_.insert(guard);
      }
    }
    values_.insert(transition.sets.begin(), transition.sets.end());
    set_values_.insert(transition.sets.begin(), transition.sets.end());
    if (!transition.procedure.empty()) procedures_.insert(transition.procedure);
    procedures_.insert(transition.alternatives.begin(), transition.alternatives.end());
  }
  for (const Procedure& other : law.procedures) {
    if (!procedures_.contains(other.id)) continue;
    applicants_.insert(other.applicants.begin(), other.applicants.end());
    authorities_.insert(other.authorities.begin(), other.authorities.end());
  }
  // Done along with a step: their items belong here, but they put nobody on a side.
  for (const Transition& transition : machine.transitions) {
    procedures_.insert(transition.also.begin(), transition.also.end());
  }

  for (int i = 0; i < static_cast<int>(machine.clocks.size()); ++i) {
    const Clock& clock = machine.clocks[i];
    clocks_[clock.id] = i;
    if (!clock.due_event.empty()) named_by_[clock.due_event] = i;
    if (!clock.value.empty()) values_.insert(clock.value);
    for (const auto* guards : {&clock.guard, &clock.guard_not}) {
      for (const std::string& guard : *guards) {
        guards_.insert(guard);
        facts_.insert(guard);
        clocks_with_guard_[guard].push_back(i);
      }
    }
    const auto touch = [&](const std::string& event) -> ClockTouch& {
      std::vector<ClockTouch>& touches = touched_[event];
      if (touches.empty() || touches.back().clock != i) touches.push_back({.clock = i});
      return touches.back();
    };
    if (!clock.start.empty()) touch(clock.start).starts = true;
    if (!clock.start_default.empty()) touch(clock.start_default).stands_in = true;
    if (!clock.due_before.empty()) {
      touch(clock.due_before).anchors = true;
      anchors_ahead_.insert(clock.due_before);
    }
    for (const std::string& event : clock.reset_by) touch(event).resets = true;
    for (const std::string& event : clock.value_by) touch(event);
    for (const std::string& event : clock.end) touch(event).ends = true;
    if (!clock.until.empty()) touch(clock.until).stops_for_good = true;
  }
  for (const Guard& guard : law.guards) {
    if (!guards_.contains(guard.id)) continue;
    if (guard.frees_from_duty) facts_.insert(guard.id);
    if (!guard.value.empty()) values_.insert(guard.value);
  }

  for (const Transition& extending : machine.transitions) {
    const int clock = extending.extends.empty() ? -1 : FindClock(extending.extends);
    if (clock < 0 || machine.clocks[clock].auto_event.empty()) continue;
    for (const Transition& expiry : machine.transitions) {
      if (expiry.event != machine.clocks[clock].auto_event || expiry.to != extending.from) continue;
      for (int i = 0; i < static_cast<int>(machine.clocks.size()); ++i) {
        if (machine.clocks[i].auto_event == expiry.event) extends_late_.insert(i);
      }
    }
  }
  IndexFiling(law);
}

const State* MachineIndex::FindState(std::string_view id) const {
  const auto found = states_.find(id);
  return found == states_.end() ? nullptr : found->second;
}

bool MachineIndex::IsTerminal(std::string_view state) const {
  const State* const found = FindState(state);
  return found != nullptr && found->terminal;
}

const std::vector<int>& MachineIndex::From(std::string_view state, std::string_view event) const {
  return Get(Get(from_, state), event);
}

const std::vector<std::string>& MachineIndex::EventsFrom(std::string_view state) const {
  return Get(events_from_, state);
}

const std::vector<ClockTouch>& MachineIndex::Touched(std::string_view event) const {
  return Get(touched_, event);
}

int MachineIndex::FindClock(std::string_view id) const {
  const auto found = clocks_.find(id);
  return found == clocks_.end() ? -1 : found->second;
}

const std::vector<int>& MachineIndex::ClocksWithGuard(std::string_view guard) const {
  return Get(clocks_with_guard_, guard);
}

int MachineIndex::NamedBy(std::string_view date_event) const {
  const auto found = named_by_.find(date_event);
  return found == named_by_.end() ? -1 : found->second;
}

Side MachineIndex::SideOf(std::string_view role, const Procedure& own) const {
  const auto is_in = [&](const std::vector<std::string>& roles) {
    return std::ranges::find(roles, role) != roles.end();
  };
  const bool applies = applicants_.contains(role) || is_in(own.applicants);
  const bool decides = authorities_.contains(role) || is_in(own.authorities);
  if (!applies && !decides) return Side::kBody;
  if (applies != decides) return applies ? Side::kParty : Side::kAuthority;
  // Both, over all the machine's procedures: what it is in the case's own procedure counts.
  const bool applies_here = is_in(own.applicants);
  const bool decides_here = is_in(own.authorities);
  if (applies_here == decides_here) return Side::kEither;
  return applies_here ? Side::kParty : Side::kAuthority;
}

bool MachineIndex::Files(int transition, std::string_view procedure) const {
  return files_.contains({transition, std::string(procedure)});
}

LawIndex::LawIndex(const Law& law) {
  for (const Role& role : law.roles) roles_[role.id] = &role;
  for (const Event& event : law.events) events_[event.id] = &event;
  for (const Guard& guard : law.guards) {
    guards_[guard.id] = &guard;
    if (guard.computed == Guard::Computed::kValueIs) {
      allowed_values_[guard.value].insert(guard.of.begin(), guard.of.end());
    }
  }
  for (const Procedure& procedure : law.procedures) procedures_[procedure.id] = &procedure;
  for (const Machine& machine : law.machines) {
    machines_.emplace(machine.id, MachineIndex(law, machine, nullptr));
    for (const Clock& clock : machine.clocks) {
      if (clock.value.empty()) continue;
      for (const auto& [value, period] : clock.period_by_value) {
        allowed_values_[clock.value].insert(value);
      }
    }
  }
  for (const Procedure& procedure : law.procedures) {
    for (const std::string& id : procedure.machines) {
      const auto machine = machines_.find(id);
      if (machine == machines_.end() || !id.starts_with("default_")) continue;
      const Machine& flow =
          flows_.emplace_back(WithProcedureClocks(machine->second.machine(), procedure));
      flow_of_[procedure.id].emplace(id, MachineIndex(law, flow, &procedure));
    }
  }
}

const MachineIndex* LawIndex::FindMachine(std::string_view machine,
                                          std::string_view procedure) const {
  if (const auto flows = flow_of_.find(procedure); flows != flow_of_.end()) {
    if (const auto flow = flows->second.find(machine); flow != flows->second.end()) {
      return &flow->second;
    }
  }
  const auto found = machines_.find(machine);
  return found == machines_.end() ? nullptr : &found->second;
}

const std::set<std::string, std::less<>>& LawIndex::AllowedValues(std::string_view value) const {
  return Get(allowed_values_, value);
}

bool LawIndex::IsPrivate(const std::vector<std::string>& roles) const {
  return !roles.empty() && std::ranges::all_of(roles, [&](const std::string& id) {
    const Role* const role = FindRole(id);
    return role != nullptr &&
           (role->product_role == "SITE_OPERATOR" || role->product_role == "ORGANISATION");
  });
}

std::vector<std::string> ResolveRoles(const std::vector<std::string>& roles, const Procedure& own) {
  std::vector<std::string> resolved;
  const auto add = [&](const std::string& role) {
    if (std::ranges::find(resolved, role) == resolved.end()) resolved.push_back(role);
  };
  for (const std::string& role : roles) {
    if (role == "applicant") {
      std::ranges::for_each(own.applicants, add);
    } else if (role == "authority") {
      std::ranges::for_each(own.authorities, add);
    } else {
      add(role);
    }
  }
  return resolved;
}

}  // namespace sems::casework
