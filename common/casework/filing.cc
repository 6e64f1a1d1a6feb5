#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "common/casework/law_index.h"

// When a procedure is filed. The law names documents, contents and fee for a procedure, not for a
// step of ours; they are asked for at the one step by which the applicant hands the procedure in.
namespace sems::casework {
namespace {

bool Intersects(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::ranges::any_of(
      one, [&](const std::string& id) { return std::ranges::find(other, id) != other.end(); });
}

// Steps from the initial state to the transition.
std::map<std::string, int> Distances(const Machine& machine) {
  std::map<std::string, int> distance{{machine.initial, 0}};
  std::queue<std::string> waiting({machine.initial});
  while (!waiting.empty()) {
    const std::string state = waiting.front();
    waiting.pop();
    for (const Transition& transition : machine.transitions) {
      if (transition.from == state && distance.emplace(transition.to, distance[state] + 1).second) {
        waiting.push(transition.to);
      }
    }
  }
  return distance;
}

// Kinds that begin with an application.
bool IsApplication(const Procedure& procedure) {
  static const std::set<std::string> kKinds{"permit",       "change_permit", "designation",
                                            "registration", "type_approval", "plan_review"};
  return kKinds.contains(procedure.kind);
}

// Kinds that somebody hands in. Contents of the others (orders, inspections, records, hearings) are
// what an act of theirs has to hold, not what an applicant brings.
bool IsHandedIn(const Procedure& procedure) {
  static const std::set<std::string> kKinds{"notification", "change_notification", "report",
                                            "public_notice"};
  return IsApplication(procedure) || kKinds.contains(procedure.kind);
}

bool Carries(const Transition& transition, const Procedure& procedure) {
  return transition.procedure == procedure.id ||
         std::ranges::find(transition.alternatives, procedure.id) != transition.alternatives.end();
}

// "Applied" is where the machine begins: every way out of there is the authority's answer, so the
// opening itself is the filing.
bool BeginsApplied(const MachineIndex& index, const Procedure& procedure) {
  const Machine& machine = index.machine();
  if (machine.opened_by_authority || !IsApplication(procedure)) return false;
  bool answered = false;
  for (const Transition& transition : machine.transitions) {
    if (transition.from != machine.initial) continue;
    const bool by_authority = std::ranges::all_of(transition.by, [&](const std::string& role) {
      return index.SideOf(role, procedure) == Side::kAuthority;
    });
    if (!by_authority) return false;
    answered = answered || Carries(transition, procedure);
  }
  return answered;
}

}  // namespace

void MachineIndex::IndexFiling(const Law& law) {
  const Machine& machine = *machine_;
  const std::map<std::string, int> distances = Distances(machine);
  for (const Procedure& procedure : law.procedures) {
    if (BeginsApplied(*this, procedure)) {
      opening_files_.insert(procedure.id);
      continue;
    }
    std::vector<int> steps;
    bool form_is_anothers = false;  // the procedure's form is what somebody else issues
    for (int i = 0; i < static_cast<int>(machine.transitions.size()); ++i) {
      const Transition& transition = machine.transitions[i];
      const bool own =
          transition.procedure.empty() &&
          std::ranges::find(procedure.machines, machine.id) != procedure.machines.end() &&
          machine.id.starts_with("default_");
      if (!own && !Carries(transition, procedure)) continue;
      std::vector<std::string> filers;
      for (const std::string& role : ResolveRoles(transition.by, procedure)) {
        // An office that decides in this machine is no applicant in it, though it begins a
        // procedure here and there (a consultation); but for one that the machine begins with.
        if (!authorities_.contains(role) || transition.from == machine.initial) {
          filers.push_back(role);
        }
      }
      const bool literal = std::ranges::find(transition.by, "applicant") != transition.by.end();
      if (literal || Intersects(filers, procedure.applicants)) {
        steps.push_back(i);
      } else if (!procedure.form_no.empty() && transition.form_no == procedure.form_no) {
        form_is_anothers = true;
      }
    }
    // The step that carries the procedure's own form is the filing.
    std::vector<int> filing;
    for (const int step : steps) {
      if (!procedure.form_no.empty() && machine.transitions[step].form_no == procedure.form_no) {
        filing.push_back(step);
      }
    }
    if (filing.empty() && !form_is_anothers && IsHandedIn(procedure)) {
      std::set<std::string> within_period;  // what has to be filed in such a period
      // Without one it is the first step of the applicant's, but for a fact that merely starts the
      // period for filing (a change that has arisen).
      for (const int step : steps) {
        bool only_starts = false;
        for (const Clock& clock : machine.clocks) {
          if (clock.start != machine.transitions[step].event) continue;
          for (const int other : steps) {
            const std::string& event = machine.transitions[other].event;
            if (std::ranges::find(clock.end, event) == clock.end.end()) continue;
            only_starts = true;
            within_period.insert(event);
          }
        }
        if (!only_starts) filing.push_back(step);
      }
      int first = static_cast<int>(machine.transitions.size());
      const auto distance = [&](int step) {
        const auto found = distances.find(machine.transitions[step].from);
        return found == distances.end() ? first : found->second;
      };
      std::string first_event;
      for (const int step : filing) {
        if (distance(step) < first) {
          first = distance(step);
          first_event = machine.transitions[step].event;
        }
      }
      std::erase_if(filing, [&](int step) {
        const std::string& event = machine.transitions[step].event;
        return event != first_event && !within_period.contains(event);
      });
    } else if (!filing.empty()) {
      // Filed again by the same event without the form being named again (after a return).
      for (const int step : steps) {
        const bool same_event = std::ranges::any_of(filing, [&](int other) {
          return machine.transitions[other].event == machine.transitions[step].event;
        });
        if (same_event && std::ranges::find(filing, step) == filing.end()) filing.push_back(step);
      }
    }
    for (const int step : filing) files_.insert({step, procedure.id});
  }
}

bool AsksForChecklist(const MachineIndex& machine, int transition, const Procedure& procedure) {
  if (machine.Files(transition, procedure.id)) return true;
  const Transition& step = machine.machine().transitions[transition];
  return machine.OpeningFiles(procedure.id) && step.from == machine.machine().initial &&
         !machine.IsTerminal(step.to);
}

}  // namespace sems::casework
