#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/expectations.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// A way to open a case of a machine.
struct OpeningOption {
  std::string procedure;
  std::string variant;
};

// Takes every expected transition once through the API, and holds every state against everybody and
// everything that must not happen there. Ways to a state are found over the expectations.
class TransitionDriver {
 public:
  TransitionDriver(CaseClient& client, People& people, std::vector<Expectation> expectations);

  // Adds test failures; answers how many transitions were taken.
  int TakeAll(const std::string& machine);
  std::vector<std::string> Machines() const;

  // What was asked in all.
  int taken() const { return taken_; }
  int refused() const { return refused_; }

 private:
  struct Walk {
    v1::Case now;
    OpeningOption option;
  };
  const v1::Procedure& Describe(const std::string& id);
  std::vector<OpeningOption> Options(const std::string& machine);
  absl::StatusOr<Walk> Open(const std::string& machine, const OpeningOption& option);
  // Indexes of expectations that lead from the present state to `state`, the fewest; empty when the
  // case is there already.
  std::optional<std::vector<int>> Way(const std::vector<Expectation>& rows, const Walk& walk,
                                      const std::string& state) const;

  absl::Status Take(Walk& walk, const Expectation& row);
  absl::Status TakeByClock(Walk& walk, const Expectation& row);
  absl::Status TakeByPerson(Walk& walk, const Expectation& row);
  absl::Status RaiseAs(Walk& walk, const Expectation& row, const Person& person,
                       const std::string& role);
  bool Provide(Walk& walk, const std::string& event_id, const Person& person);
  std::string NewFile();
  static v1::EventInput InputOf(const Expectation& row, const std::string& role);
  void RefuseElse(const std::vector<Expectation>& rows, const Walk& walk);

  std::vector<std::string> Resolve(const Walk& walk, const std::vector<std::string>& by);
  std::string ProductRole(const std::string& role) const;
  bool Applies(const Walk& walk, const std::string& role);
  std::optional<Person> WhoIs(const Walk& walk, const std::string& role);

  CaseClient& client_;
  People& people_;
  std::map<std::string, std::vector<Expectation>> by_machine_;
  std::vector<std::string> all_procedures_;
  std::map<std::string, v1::Procedure> procedures_;
  std::map<std::string, std::string> product_roles_;  // by statutory role
  std::set<std::string> held_;  // machine, variant and state held against what must not happen
  int taken_ = 0;
  int refused_ = 0;
  int subjects_ = 0;
};

}  // namespace sems::casework::testing
