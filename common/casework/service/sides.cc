#include "common/casework/service/sides.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace sems::casework {
namespace {

// Procedures that a case of this machine may run through.
std::set<std::string> ProceduresOf(const Law& law, const Machine& machine) {
  std::set<std::string> ids;
  for (const Procedure& procedure : law.procedures) {
    if (std::count(procedure.machines.begin(), procedure.machines.end(), machine.id) > 0)
      ids.insert(procedure.id);
  }
  for (const Transition& transition : machine.transitions) {
    if (!transition.procedure.empty()) ids.insert(transition.procedure);
    ids.insert(transition.alternatives.begin(), transition.alternatives.end());
  }
  return ids;
}

}  // namespace

bool IsDefaultFlow(std::string_view machine) { return machine.substr(0, 8) == "default_"; }

std::string ExclusiveRun(const std::string& machine, const std::string& procedure) {
  return IsDefaultFlow(machine) ? procedure : machine;
}

SidesOfLaw::SidesOfLaw(const Law& law) {
  std::map<std::string, std::string> product_roles;
  for (const Role& role : law.roles) {
    product_roles[role.id] = role.product_role;
    roles_[role.product_role].insert(role.id);
  }
  for (const Procedure& procedure : law.procedures) {
    for (const std::string& machine_id : procedure.machines) {
      const Machine* machine = law.FindMachine(machine_id);
      if (machine == nullptr) continue;
      Sides sides;
      std::set<std::string> ids = {procedure.id};
      if (!IsDefaultFlow(machine_id)) ids.merge(ProceduresOf(law, *machine));
      for (const std::string& id : ids) {
        const Procedure* one = law.FindProcedure(id);
        if (one == nullptr) continue;
        sides.applicants.insert(one->applicants.begin(), one->applicants.end());
        sides.authorities.insert(one->authorities.begin(), one->authorities.end());
      }
      for (const Transition& transition : machine->transitions) {
        for (const std::string& role : transition.by) {
          if (product_roles.count(role) > 0) sides.concerned.insert(role);
        }
      }
      sides.concerned.insert(sides.applicants.begin(), sides.applicants.end());
      sides.concerned.insert(sides.authorities.begin(), sides.authorities.end());

      for (const std::string& role : procedure.applicants)
        sides.applying.insert(product_roles[role]);
      std::set<std::string> deciding;
      const auto& authorities =
          procedure.authorities.empty()
              ? std::vector<std::string>(sides.authorities.begin(), sides.authorities.end())
              : procedure.authorities;
      for (const std::string& role : authorities) deciding.insert(product_roles[role]);
      decided_by_[{machine_id, procedure.id}] = absl::StrJoin(deciding, " ");
      sides_[{machine_id, procedure.id}] = std::move(sides);
    }
  }
}

const Sides& SidesOfLaw::Of(const std::string& machine, const std::string& procedure) const {
  static const Sides nobody;
  const auto it = sides_.find({machine, procedure});
  return it == sides_.end() ? nobody : it->second;
}

const std::string& SidesOfLaw::DecidedBy(const std::string& machine,
                                         const std::string& procedure) const {
  static const std::string nobody;
  const auto it = decided_by_.find({machine, procedure});
  return it == decided_by_.end() ? nobody : it->second;
}

std::vector<std::string> SidesOfLaw::DecidedByWith(const std::string& product_role) const {
  std::set<std::string> lists;
  for (const auto& [kind, list] : decided_by_) {
    const std::vector<std::string> roles = absl::StrSplit(list, ' ');
    if (std::count(roles.begin(), roles.end(), product_role) > 0) lists.insert(list);
  }
  return {lists.begin(), lists.end()};
}

std::vector<std::string> SidesOfLaw::ProceduresConcerning(
    const std::set<std::string>& roles) const {
  std::set<std::string> procedures;
  for (const auto& [kind, sides] : sides_) {
    for (const std::string& role : roles) {
      if (sides.concerned.count(role) > 0) procedures.insert(kind.second);
    }
  }
  return {procedures.begin(), procedures.end()};
}

const std::set<std::string>& SidesOfLaw::RolesOf(const std::string& product_role) const {
  static const std::set<std::string> none;
  const auto it = roles_.find(product_role);
  return it == roles_.end() ? none : it->second;
}

}  // namespace sems::casework
