#include "common/casework/testing/transition_driver.h"
#include "services/chemsafety/cases_fixture.h"

// Every transition of the law's machines, taken by the right role through the API, and refused to
// everybody else and from every other state.
namespace sems::chemsafety {
namespace {

using casework::testing::ReadExpectations;
using casework::testing::TransitionDriver;

class TransitionsTest : public CasesFixture {};

TEST_F(TransitionsTest, EveryTransitionOnceAndNoOther) {
  TransitionDriver driver(cases, people,
                          ReadExpectations("services/chemsafety/testdata/transitions.tsv"));
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 7).ok());
  driver.TakeAll();
  EXPECT_EQ(driver.machines(), 12);
}

TEST_F(TransitionsTest, EveryCommonFlow) {
  TransitionDriver driver(
      cases, people, ReadExpectations("common/casework/testdata/default_flow_transitions.tsv"));
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 7).ok());
  driver.TakeAll();
}

}  // namespace
}  // namespace sems::chemsafety
