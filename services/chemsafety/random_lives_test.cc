#include "common/casework/service/law_files.h"
#include "common/casework/testing/random_run.h"
#include "services/chemsafety/cases_fixture.h"

namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

namespace {

class RandomLivesTest : public CasesFixture {};

TEST_F(RandomLivesTest, EveryCaseIsWhatItsHistoryMakesOfIt) {
  casework::testing::RunRandomLives(
      cases, people,
      casework::LawFilesNamed(DataFiles(), {"chem_procedures.yaml", "chem_machines.yaml",
                                            "hazard_procedures.yaml", "hazard_machines.yaml"}));
}

}  // namespace
}  // namespace sems::chemsafety
