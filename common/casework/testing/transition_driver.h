#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/expectations.h"
#include "common/casework/testing/law_seen.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// Takes every expected transition once through the API, and holds every state against everybody and
// everything that must not happen there. Ways to a state are found over the expectations.
class TransitionDriver {
 public:
  TransitionDriver(CaseClient& client, People& people, std::vector<Expectation> expectations);

  // Adds a test failure for each transition that could not be taken, and for whatever was not
  // refused. Machines that no procedure of the service runs in are left out.
  void TakeAll();
  int machines() const { return machines_; }

 private:
  struct Walk {
    v1::Case now;
    OpeningOption option;
    std::set<std::string> days_told = {};   // events
    std::set<std::string> facts_told = {};  // guards
  };
  void TakeMachine(const std::string& machine);
  // Takes the transition, if need be after others that stay in the same state (a supplement is
  // received when one has been asked for).
  absl::Status TakeWithPrelude(const std::vector<Expectation>& rows, Walk& walk, int step,
                               std::map<int, absl::Status>& left);
  // The entry says what the law does.
  void CompareEntry(const Walk& walk, const Expectation& row);
  absl::StatusOr<Walk> Open(const std::string& machine, const OpeningOption& option,
                            absl::CivilDay day);
  // Indexes of expectations that lead from the present state to `state`, the fewest; empty when the
  // case is there already.
  std::optional<std::vector<int>> Way(const std::vector<Expectation>& rows, const Walk& walk,
                                      const std::string& state) const;

  absl::Status Take(const std::vector<Expectation>& rows, Walk& walk, const Expectation& row);
  absl::Status TakeByClock(const std::vector<Expectation>& rows, Walk& walk,
                           const Expectation& row);
  void Inform(Walk& walk, const Expectation& row);
  absl::Status TakeByPerson(Walk& walk, const Expectation& row);
  absl::Status RaiseAs(Walk& walk, const Expectation& row, const Person& person,
                       const std::string& role);
  v1::EventInput InputOf(const Expectation& row, const std::string& role);
  void RefuseElse(const std::vector<Expectation>& rows, const Walk& walk);

  bool Applies(const Walk& walk, const std::string& role);
  std::optional<Person> WhoIs(const Walk& walk, const std::string& role);

  CaseClient& client_;
  People& people_;
  LawSeen law_;
  std::map<std::string, std::vector<Expectation>> by_machine_;
  std::set<std::string> held_;  // machine, variant and state held against what must not happen
  int machines_ = 0;
  int taken_ = 0;
  int refused_ = 0;
  int subjects_ = 0;
};

}  // namespace sems::casework::testing
