#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/casework/testing/giving.h"
#include "common/casework/testing/transition_driver.h"
#include "gtest/gtest.h"

// What must not happen in a state: refused, with a reason that names what is allowed.
namespace sems::casework::testing {
namespace {

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

// From this state nothing but what is expected, and that by nobody else.
void TransitionDriver::RefuseElse(const std::vector<Expectation>& rows, const Walk& walk) {
  const std::string state = walk.now.state().state_id();
  if (!held_.insert(absl::StrCat(rows.front().machine, "/", walk.option.variant, "/", state))
           .second)
    return;
  const std::string& id = walk.now.case_id();
  if (auto next = client_.Next(people_.Of("MINISTRY"), id); next.ok()) law_.Learn(*next);
  const auto possible = [&](const Expectation& row) {
    return row.from == state &&
           (row.variants.empty() || Contains(row.variants, walk.option.variant));
  };
  std::set<std::string> allowed, by_people;
  for (const Expectation& row : rows) {
    if (!possible(row)) continue;
    allowed.insert(row.event);
    if (!row.by_clock()) by_people.insert(row.event);
  }
  std::set<std::string> asked;
  for (const Expectation& row : rows) {
    if (row.by_clock() || !asked.insert(row.event).second) continue;
    const std::string where = absl::StrCat(rows.front().machine, " in ", state, ": ", row.event);
    if (allowed.count(row.event) == 0) {
      // From every other state: refused, naming what is possible.
      for (const std::string& role : law_.Resolve(walk.option.procedure, row.by)) {
        const std::optional<Person> person = WhoIs(walk, role);
        if (!person) continue;
        v1::EventInput input = InputOf(row, role);
        input.clear_guards();
        const auto raised = client_.Raise(*person, id, input);
        ++refused_;
        EXPECT_FALSE(raised.ok()) << where << " should be refused";
        if (raised.ok()) continue;
        const std::string reason = ErrorReason(raised.status());
        if (raised.status().code() == absl::StatusCode::kPermissionDenied) continue;
        if (reason == "CASE_CLOSED") break;
        EXPECT_EQ(reason, "EVENT_NOT_ALLOWED_NOW") << where << ": " << raised.status();
        const auto metadata = MetadataOf(raised.status());
        const std::set<std::string> named =
            metadata.count("allowed") == 0
                ? std::set<std::string>()
                : absl::StrSplit(metadata.at("allowed"), absl::ByAnyChar(", "), absl::SkipEmpty());
        for (const std::string& event : by_people) {
          EXPECT_TRUE(named.count(event) > 0) << where << ": the refusal does not name " << event
                                              << ": " << absl::StrJoin(named, ", ");
        }
        break;
      }
      continue;
    }
    // By every other role, and by those of the right role from elsewhere.
    std::set<std::string> may;
    for (const Expectation& other : rows) {
      if (!possible(other) || other.event != row.event) continue;
      for (const std::string& role : law_.Resolve(walk.option.procedure, other.by))
        may.insert(law_.ProductRole(role));
    }
    const auto refused = [&](const std::string& who, const Person& person) {
      v1::EventInput input = InputOf(row, "");
      const auto raised = client_.Raise(person, id, input);
      ++refused_;
      EXPECT_EQ(raised.status().code(), absl::StatusCode::kPermissionDenied)
          << where << " by " << who << ": " << raised.status();
    };
    for (const auto& [product, person] : people_.everybody()) {
      if (may.count(product) == 0) refused(product, person);
    }
    for (const auto& [product, person] : people_.strangers()) refused("another " + product, person);
  }
}

}  // namespace sems::casework::testing
