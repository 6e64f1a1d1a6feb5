#include <filesystem>
#include <fstream>

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

std::string TextOf(const std::string& path) {
  std::ifstream in(casework::testing::SourcePath(path));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

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

// Those that no procedure of either law runs in, by made-up procedures beside the law's.
TEST_F(TransitionsTest, TheCommonFlowsWithoutAProcedureOfTheLaw) {
  const std::string made_up = TextOf("common/casework/testdata/common_flows.yaml");
  const std::string directory = ::testing::TempDir() + "common_flows";
  std::filesystem::create_directories(directory);
  std::ofstream(directory + "/procedures.yaml")
      << casework::LawFilesNamed(DataFiles(), {"procedures.yaml"}).front().text
      << made_up.substr(made_up.find("\n  - id:"));
  harness.Restart({{"noise.law_dir", directory}});
  std::vector<Expectation> steps =
      ReadExpectations("common/casework/testdata/default_flow_transitions.tsv");
  std::erase_if(steps, [&](const Expectation& step) {
    return made_up.find("[" + step.machine + "]") == std::string::npos;
  });
  TransitionDriver driver(cases, people, std::move(steps));
  driver.TakeAll();
  EXPECT_EQ(driver.machines(), 5);
}

}  // namespace
}  // namespace sems::noise
