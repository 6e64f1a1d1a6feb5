#include "common/casework/service/law_files.h"
#include "common/casework/testing/random_run.h"
#include "services/noise/noise_fixture.h"

namespace sems::noise {

std::span<const EmbeddedFile> DataFiles();

namespace {

class RandomLivesTest : public NoiseTest {};

TEST_F(RandomLivesTest, EveryCaseIsWhatItsHistoryMakesOfIt) {
  casework::testing::RunRandomLives(
      cases, people, casework::LawFilesNamed(DataFiles(), {"procedures.yaml", "machines.yaml"}));
}

}  // namespace
}  // namespace sems::noise
