#include "common/casework/roles.h"

#include <algorithm>

namespace sems::casework {

Standing StandingOf(const View& view, const Actor& actor, const std::vector<std::string>& by,
                    std::string_view as_role) {
  Standing standing;
  for (const std::string& role : by) {
    if (role == "system") continue;
    if (!as_role.empty() && role != as_role) continue;
    if (std::ranges::find(actor.roles, role) == actor.roles.end()) continue;
    // A role that one office has on both sides is told apart by who opened the case; where the
    // authority opened it of its own accord there is no applicant to tell it from.
    Side side = view.machine.SideOf(role, view.procedure);
    if (view.file.opened_by_authority && side == Side::kParty && actor.authority) {
      side = Side::kEither;
    }
    const bool decides = side == Side::kAuthority || side == Side::kBody;
    if (decides && actor.own_case) {
      standing = {Standing::Answer::kOwnCase, role};
      continue;
    }
    if (side == Side::kParty && !actor.party) continue;
    if (side == Side::kAuthority && !actor.authority) continue;
    return {Standing::Answer::kMay, role};
  }
  return standing;
}

std::vector<std::string> RolesOf(const View& view, const std::vector<int>& transitions) {
  std::vector<std::string> roles;
  for (const int transition : transitions) {
    for (const std::string& role :
         ResolveRoles(view.machine.machine().transitions[transition].by, view.procedure)) {
      if (std::ranges::find(roles, role) == roles.end()) roles.push_back(role);
    }
  }
  return roles;
}

std::string RoleOnSide(const View& view, const Actor& actor) {
  const Side side = actor.authority ? Side::kAuthority : actor.party ? Side::kParty : Side::kBody;
  for (const std::string& role : actor.roles) {
    if (view.machine.SideOf(role, view.procedure) == side) return role;
  }
  return actor.roles.empty() ? std::string() : actor.roles.front();
}

bool TakesPart(const Actor& actor) {
  return actor.party || actor.authority || !actor.roles.empty();
}

bool Decides(const View& view, const Actor& actor) {
  if (!actor.authority) return false;
  const std::vector<std::string>& deciding = view.procedure.authorities;
  return deciding.empty() || std::ranges::any_of(actor.roles, [&](const std::string& role) {
           return std::ranges::find(deciding, role) != deciding.end();
         });
}

std::vector<std::string> RecordersOf(const View& view, std::string_view event) {
  std::vector<int> steps;
  const std::vector<Transition>& transitions = view.machine.machine().transitions;
  for (int i = 0; i < static_cast<int>(transitions.size()); ++i) {
    if (transitions[i].event == event) steps.push_back(i);
  }
  std::vector<std::string> roles = view.procedure.applicants;
  const auto add = [&](const std::vector<std::string>& others) {
    for (const std::string& role : others) {
      if (role != "system" && std::ranges::find(roles, role) == roles.end()) roles.push_back(role);
    }
  };
  add(view.procedure.authorities);
  add(RolesOf(view, steps));
  return roles;
}

Standing RecorderIn(const View& view, const Actor& actor, std::string_view event,
                    std::string_view as_role) {
  const bool own = as_role.empty() || std::ranges::find(actor.roles, as_role) != actor.roles.end();
  if ((actor.party || Decides(view, actor)) && own) {
    return {Standing::Answer::kMay,
            as_role.empty() ? RoleOnSide(view, actor) : std::string(as_role)};
  }
  return StandingOf(view, actor, RecordersOf(view, event), as_role);
}

}  // namespace sems::casework
