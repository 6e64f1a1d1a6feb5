#include "common/casework/service/law_files.h"
#include "common/casework/testing/replay.h"
#include "common/casework/testing/transition_driver.h"
#include "services/noise/noise_fixture.h"

// Every transition of the law's machines, taken by the right role through the API, and refused to
// everybody else and from every other state.
namespace sems::noise {

std::span<const EmbeddedFile> DataFiles();

namespace {

using casework::testing::Expectation;
using casework::testing::ReadExpectations;
using casework::testing::TransitionDriver;

class TransitionsTest : public NoiseTest {};

TEST_F(TransitionsTest, EveryTransitionOnceAndNoOther) {
  TransitionDriver driver(cases, people,
                          ReadExpectations("services/noise/testdata/transitions.tsv"));
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 7).ok());
  driver.TakeAll();
  // Every case of the run is what its history makes of it.
  EXPECT_GT(casework::testing::CompareWithReplays(
                harness, "noise",
                casework::LawFilesNamed(DataFiles(), {"procedures.yaml", "machines.yaml"})),
            100);
  EXPECT_EQ(driver.machines(), 20);
}

TEST_F(TransitionsTest, EveryCommonFlow) {
  TransitionDriver driver(
      cases, people, ReadExpectations("common/casework/testdata/default_flow_transitions.tsv"));
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 7).ok());
  driver.TakeAll();
}

}  // namespace
}  // namespace sems::noise
