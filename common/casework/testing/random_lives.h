#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/law_seen.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// Cases of all procedures that live as they may, through the API: somebody opens them, raises what
// can be raised, records days, answers; days pass and clocks ring; in between people try what they
// may not, repeat calls, and act at the same time. The same seed makes the same choices.
class RandomLives {
 public:
  RandomLives(CaseClient& client, People& people, uint64_t seed);

  // Lets so many things happen, then rings what is due.
  void Live(int steps);
  // Holds what is stored: nothing twice, nothing left out, everything audited. Adds a test failure
  // for each that is not so.
  void CheckStored();

  int cases() const { return static_cast<int>(cases_.size()); }
  // What came of it, for a reader.
  std::string Summary() const;

 private:
  struct Living {
    std::string case_id;
    std::string machine;
  };
  struct Counts {
    int opened = 0, not_opened = 0, raised = 0, refused = 0, dated = 0, answered = 0, forbidden = 0,
        repeated = 0, raced = 0, days = 0;
    int64_t rung = 0;
  };

  void Step();
  void Open();
  void Raise(const Living& living);
  void RaiseTwice(const Living& living);
  void RaiseAtOnce(const Living& living);
  void RecordADay(const Living& living);
  void Answer(const Living& living);
  void NameABody(const Living& living);
  void TryWhatOneMayNot(const Living& living);
  void TryWhatCannotBe(const Living& living);
  void PassDays();
  void Ring();

  // Who may raise something in the case, and what; empty event id: nobody found.
  struct Chance {
    Person person;
    v1::NextEvent event;
  };
  Chance Find(const Living& living, bool dated);
  v1::EventInput InputFor(const Living& living, const v1::NextEvent& event);
  // Refused or done, but never broken.
  void Expect(const absl::Status& status, const std::string& what);
  std::string NewRequestId();

  int Below(int n) { return n <= 1 ? 0 : static_cast<int>(dice_() % static_cast<uint64_t>(n)); }
  bool Percent(int chance) { return Below(100) < chance; }
  template <class T>
  const T& Any(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(Below(static_cast<int>(of.size())))];
  }

  CaseClient& client_;
  People& people_;
  LawSeen law_;
  std::mt19937_64 dice_;
  std::vector<Person> everybody_;
  Person colleague_;  // of the office that decides, beside the one of People
  struct Way {
    OpeningOption option;
    std::string machine;
  };
  std::vector<Way> ways_;
  std::size_t next_way_ = 0;
  std::vector<Living> cases_;
  std::vector<std::string> events_seen_;
  int requests_ = 0;
  Counts counts_;
};

}  // namespace sems::casework::testing
