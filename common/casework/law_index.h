#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/casework/law.h"

// The law arranged for the questions a running case asks, once: which transitions leave a state by
// an event, which clocks an event touches, who stands on which side.
namespace sems::casework {

// What an event does to a clock. One event may do several things to the same clock.
struct ClockTouch {
  int clock = 0;  // place in Machine::clocks
  bool starts = false;
  bool stands_in = false;  // is its start_default
  bool anchors = false;    // is counted back from
  bool resets = false;
  bool ends = false;
  bool stops_for_good = false;  // until
};

// On which side of a case a role stands.
enum class Side {
  kParty,
  kAuthority,
  kBody,    // a body concerned
  kEither,  // the law makes one office both
};

class MachineIndex {
 public:
  // `procedure`: whose default flow this is; null for a machine of its own.
  MachineIndex(const Law& law, const Machine& machine, const Procedure* procedure);

  const Machine& machine() const { return *machine_; }
  const State* FindState(std::string_view id) const;
  bool IsTerminal(std::string_view state) const;
  // Places in Machine::transitions; empty: none.
  const std::vector<int>& From(std::string_view state, std::string_view event) const;
  // Events that leave a state, in the order of the law.
  const std::vector<std::string>& EventsFrom(std::string_view state) const;
  bool IsTransition(std::string_view event) const { return by_event_.contains(event); }
  const std::vector<ClockTouch>& Touched(std::string_view event) const;
  // A clock counts from it, to it, or ends with it.
  bool IsDated(std::string_view event) const { return touched_.contains(event); }
  bool IsAnchorAhead(std::string_view event) const { return anchors_ahead_.contains(event); }
  int FindClock(std::string_view id) const;  // -1: none
  const std::vector<int>& ClocksWithGuard(std::string_view guard) const;
  bool UsesGuard(std::string_view guard) const { return guards_.contains(guard); }
  const std::set<std::string, std::less<>>& guards() const { return guards_; }
  // A fact that clocks or timers go by, or that frees from a duty: it stands until answered anew.
  // Other guards are judged for one event at a time.
  bool IsStandingFact(std::string_view guard) const { return facts_.contains(guard); }
  // Values that events set or that clocks and guards read.
  bool UsesValue(std::string_view value) const { return values_.contains(value); }
  // A transition of it belongs to the procedure.
  bool RunsThrough(std::string_view procedure) const { return procedures_.contains(procedure); }
  // Comes with a transition, and with nothing else.
  bool IsSetByTransition(std::string_view value) const { return set_values_.contains(value); }
  Side SideOf(std::string_view role, const Procedure& own) const;
  // The clock whose due day the date event names; -1: none.
  int NamedBy(std::string_view date_event) const;
  // May its period be extended after it has run out? Only where the machine extends from a state
  // that the end of the period leads to.
  bool ExtendsAfterExpiry(int clock) const { return extends_late_.contains(clock); }
  // The transition by which an applicant files a procedure: the one that needs its checklist, its
  // contents and owes its fee.
  bool Files(int transition, std::string_view procedure) const;
  // Opening a case of this procedure is filing it: the machine begins with the authority's answer.
  bool OpeningFiles(std::string_view procedure) const { return opening_files_.contains(procedure); }

 private:
  void IndexFiling(const Law& law);

  const Machine* machine_;
  std::map<std::string, const State*, std::less<>> states_;
  std::map<std::string, std::map<std::string, std::vector<int>, std::less<>>, std::less<>> from_;
  std::map<std::string, std::vector<std::string>, std::less<>> events_from_;
  std::map<std::string, std::vector<int>, std::less<>> by_event_;
  std::map<std::string, std::vector<ClockTouch>, std::less<>> touched_;
  std::map<std::string, std::vector<int>, std::less<>> clocks_with_guard_;
  std::map<std::string, int, std::less<>> clocks_;
  std::map<std::string, int, std::less<>> named_by_;
  std::set<std::string, std::less<>> anchors_ahead_, guards_, facts_, values_, set_values_;
  std::set<std::string, std::less<>> procedures_, applicants_, authorities_;
  std::set<int> extends_late_;
  std::set<std::pair<int, std::string>> files_;
  std::set<std::string, std::less<>> opening_files_;
};

class LawIndex {
 public:
  explicit LawIndex(const Law& law);

  const Role* FindRole(std::string_view id) const { return Find(roles_, id); }
  const Event* FindEvent(std::string_view id) const { return Find(events_, id); }
  const Guard* FindGuard(std::string_view id) const { return Find(guards_, id); }
  const Procedure* FindProcedure(std::string_view id) const { return Find(procedures_, id); }
  // Null: unknown, or the procedure has no such machine.
  const MachineIndex* FindMachine(std::string_view machine, std::string_view procedure) const;
  // What a value that periods go by may be; empty: anything.
  const std::set<std::string, std::less<>>& AllowedValues(std::string_view value) const;
  // "private party": every role acts for a site or an organisation, so an after-deadline that ends
  // on a holiday moves (procedures.yaml date_rules).
  bool IsPrivate(const std::vector<std::string>& roles) const;

 private:
  template <class T>
  static const T* Find(const std::map<std::string, const T*, std::less<>>& map,
                       std::string_view id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
  }

  std::map<std::string, const Role*, std::less<>> roles_;
  std::map<std::string, const Event*, std::less<>> events_;
  std::map<std::string, const Guard*, std::less<>> guards_;
  std::map<std::string, const Procedure*, std::less<>> procedures_;
  std::deque<Machine> flows_;  // default flows with their procedures' clocks
  std::map<std::string, MachineIndex, std::less<>> machines_;
  // By procedure, then by default flow.
  std::map<std::string, std::map<std::string, MachineIndex, std::less<>>, std::less<>> flow_of_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> allowed_values_;
};

// Does this step need the procedure's documents and contents? The filing does; where the opening
// was the filing, the authority's first step does, unless it ends the case (refused for want of
// them).
bool AsksForChecklist(const MachineIndex& machine, int transition, const Procedure& procedure);

// "applicant" and "authority" are those of the case's own procedure.
std::vector<std::string> ResolveRoles(const std::vector<std::string>& roles, const Procedure& own);

}  // namespace sems::casework
