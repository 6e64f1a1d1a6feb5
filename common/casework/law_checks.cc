#include "common/casework/law_checks.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/casework/law_fits.h"

namespace sems::casework {
namespace {

using Ids = std::set<std::string, std::less<>>;

template <typename T>
Ids IdsOf(const std::vector<T>& items) {
  Ids ids;
  for (const T& item : items) ids.insert(item.id);
  return ids;
}

class Checker {
 public:
  Checker(const Law& law, const Places& places)
      : law_(law),
        places_(places),
        roles_(IdsOf(law.roles)),
        events_(IdsOf(law.events)),
        conditions_(IdsOf(law.conditions)),
        guards_(IdsOf(law.guards)),
        procedures_(IdsOf(law.procedures)),
        machines_(IdsOf(law.machines)) {}

  LawProblems Check() {
    for (const Procedure& procedure : law_.procedures) CheckProcedure(procedure);
    for (const Machine& machine : law_.machines) CheckMachine(machine);
    for (const Guard& guard : law_.guards) {
      if (!guard.event.empty()) Known(events_, guard.event, "event", "guard/" + guard.id);
    }
    CheckFits(law_,
              [&](const std::string& place, const std::string& what) { Problem(place, what); });
    return std::move(problems_);
  }

 private:
  void Problem(const std::string& place, const std::string& what) {
    const auto found = places_.find(place);
    problems_.push_back(absl::StrCat(found == places_.end() ? place : found->second, ": ", what));
  }
  void Known(const Ids& ids, const std::string& id, const char* what, const std::string& place) {
    if (!id.empty() && ids.count(id) == 0) Problem(place, absl::StrCat("unknown ", what, " ", id));
  }
  void AllKnown(const Ids& ids, const std::vector<std::string>& given, const char* what,
                const std::string& place) {
    for (const std::string& id : given) Known(ids, id, what, place);
  }
  void RolesKnown(const std::vector<std::string>& roles, const std::string& place) {
    for (const std::string& role : roles) {
      if (role != "applicant" && role != "authority") Known(roles_, role, "role", place);
    }
  }

  void CheckProcedure(const Procedure& procedure) {
    const std::string place = "procedure/" + procedure.id;
    if (law_.law_names_ko.count(procedure.law) == 0) Problem(place, "unknown law " + procedure.law);
    RolesKnown(procedure.applicants, place);
    RolesKnown(procedure.authorities, place);
    AllKnown(machines_, procedure.machines, "machine", place);
    for (const Deadline& deadline : procedure.deadlines) {
      RolesKnown(deadline.who, place);
      Known(events_, deadline.anchor, "event", place);
      Known(conditions_, deadline.condition, "condition", place);
      for (const ClockStopRule& stop : deadline.stops) {
        Known(events_, stop.from, "event", place);
        Known(events_, stop.to, "event", place);
      }
      if (deadline.id.rfind(procedure.id + ".", 0) != 0)
        Problem(place, "deadline " + deadline.id + " does not carry the procedure's name");
    }
    for (const Outcome& outcome : procedure.outcomes)
      Known(procedures_, outcome.next, "procedure", place);
    for (const std::string& id : procedure.machines) {
      const Machine* machine = law_.FindMachine(id);
      if (machine != nullptr && id.rfind("default_", 0) != 0 && !Uses(*machine, procedure.id))
        Problem(place, "machine " + id + " does not run through it");
    }
  }

  static bool Uses(const Machine& machine, const std::string& procedure) {
    const auto named = [&](const std::vector<std::string>& ids) {
      return std::find(ids.begin(), ids.end(), procedure) != ids.end();
    };
    for (const Transition& transition : machine.transitions) {
      if (transition.procedure == procedure || named(transition.alternatives) ||
          named(transition.also))
        return true;
    }
    return std::any_of(machine.variants.begin(), machine.variants.end(),
                       [&](const Variant& variant) { return named(variant.procedures); });
  }

  void CheckMachine(const Machine& machine) {
    const std::string place = "machine/" + machine.id;
    const Ids states = IdsOf(machine.states);
    const Ids clocks = IdsOf(machine.clocks);
    const Ids variants = IdsOf(machine.variants);
    const Ids suspensions = IdsOf(machine.suspensions);
    Known(states, machine.initial, "state", place);
    Ids raised;
    for (size_t i = 0; i < machine.transitions.size(); ++i) {
      const Transition& transition = machine.transitions[i];
      const std::string at = absl::StrCat(place, "/transition/", i);
      Known(states, transition.from, "state", at);
      Known(states, transition.to, "state", at);
      Known(events_, transition.event, "event", at);
      RolesKnown(transition.by, at);
      Known(procedures_, transition.procedure, "procedure", at);
      AllKnown(procedures_, transition.alternatives, "procedure", at);
      AllKnown(procedures_, transition.also, "procedure", at);
      AllKnown(guards_, transition.guard, "guard", at);
      AllKnown(guards_, transition.guard_not, "guard", at);
      AllKnown(variants, transition.variants, "variant", at);
      Known(suspensions, transition.suspend, "suspension", at);
      Known(suspensions, transition.resume, "suspension", at);
      Known(clocks, transition.extends, "clock", at);
      RolesKnown(transition.notifies, at);
      raised.insert(transition.event);
    }
    CheckReach(machine, place);
    CheckClocks(machine, place, suspensions, variants, raised);
    CheckTimers(machine, place);
    CheckSuspensions(machine, place);
    for (const Variant& variant : machine.variants)
      AllKnown(procedures_, variant.procedures, "procedure", place);
  }

  void CheckReach(const Machine& machine, const std::string& place) {
    Ids reached = {machine.initial};
    std::deque<std::string> next = {machine.initial};
    while (!next.empty()) {
      const std::string from = next.front();
      next.pop_front();
      for (const Transition& transition : machine.transitions) {
        if (transition.from == from && reached.insert(transition.to).second)
          next.push_back(transition.to);
      }
    }
    for (const State& state : machine.states) {
      const std::string at = absl::StrCat(place, "/state/", state.id);
      if (reached.count(state.id) == 0)
        Problem(at, absl::StrCat("state ", state.id, " cannot be reached"));
      const bool left =
          std::any_of(machine.transitions.begin(), machine.transitions.end(),
                      [&](const Transition& transition) { return transition.from == state.id; });
      if (state.terminal && left)
        Problem(at, absl::StrCat("state ", state.id, " is terminal, and is left"));
      if (!state.terminal && !left)
        Problem(at, absl::StrCat("state ", state.id, " is not terminal, and is never left"));
    }
  }

  void CheckClocks(const Machine& machine, const std::string& place, const Ids& suspensions,
                   const Ids& variants, const Ids& raised) {
    for (const Clock& clock : machine.clocks) {
      const std::string at = absl::StrCat(place, "/clock/", clock.id);
      RolesKnown(clock.who, at);
      for (const std::string* event :
           {&clock.start, &clock.due_before, &clock.until, &clock.due_event, &clock.auto_event})
        Known(events_, *event, "event", at);
      if (clock.start_default != "case_opened") Known(events_, clock.start_default, "event", at);
      for (const std::string& event : clock.end) {
        // What has to come before a day ahead may be recorded without being a step.
        if (!clock.due_before.empty()) {
          Known(events_, event, "event", at);
        } else if (raised.count(event) == 0)
          Problem(at, absl::StrCat("nothing raises its end, ", event));
      }
      AllKnown(events_, clock.reset_by, "event", at);
      AllKnown(events_, clock.value_by, "event", at);
      AllKnown(guards_, clock.guard, "guard", at);
      AllKnown(guards_, clock.guard_not, "guard", at);
      AllKnown(suspensions, clock.suspensions, "suspension", at);
      AllKnown(variants, clock.variants, "variant", at);
      if (!clock.auto_event.empty() && raised.count(clock.auto_event) == 0)
        Problem(at, absl::StrCat("its event ", clock.auto_event, " leads nowhere"));
      const bool number = clock.period.has_value() || !clock.period_by_value.empty();
      if (number && clock.article.empty() && clock.note_ko.empty())
        Problem(at, "has a number without an article or a note");
    }
  }

  void CheckTimers(const Machine& machine, const std::string& place) {
    // A default flow has the clocks of the case's procedure.
    if (machine.id.rfind("default_", 0) == 0) return;
    for (size_t i = 0; i < machine.transitions.size(); ++i) {
      const Transition& transition = machine.transitions[i];
      const bool by_clock =
          std::find(transition.by.begin(), transition.by.end(), "system") != transition.by.end();
      const bool has_clock =
          std::any_of(machine.clocks.begin(), machine.clocks.end(),
                      [&](const Clock& clock) { return clock.auto_event == transition.event; });
      if (by_clock && !has_clock)
        Problem(absl::StrCat(place, "/transition/", i),
                absl::StrCat("no clock raises ", transition.event));
    }
  }

  void CheckSuspensions(const Machine& machine, const std::string& place) {
    for (const Suspension& suspension : machine.suspensions) {
      bool begins = false;
      bool ends = false;
      for (const Transition& transition : machine.transitions) {
        begins = begins || transition.suspend == suspension.id;
        ends = ends || transition.resume == suspension.id;
      }
      if (!begins || !ends)
        Problem(place, absl::StrCat("suspension ", suspension.id, " lacks ",
                                    begins ? "its end" : "its beginning"));
    }
  }

  const Law& law_;
  const Places& places_;
  const Ids roles_, events_, conditions_, guards_, procedures_, machines_;
  LawProblems problems_;
};

}  // namespace

LawProblems CheckLaw(const Law& law, const Places& places) { return Checker(law, places).Check(); }

}  // namespace sems::casework
