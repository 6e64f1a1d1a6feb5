#include "services/chemsafety/hazard_plan_service.h"

#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/casework/service/law_files.h"
#include "common/config/config.h"
#include "common/status/error.h"
#include "common/values/embedded_file.h"
#include "services/chemsafety/hazard_data.h"

namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

absl::StatusOr<hazard::Law> LoadHazardLaw(const server::ModuleDeps& deps) {
  const absl::StatusOr<std::vector<casework::LawFile>> files = casework::LawFilesOf(
      casework::LawFilesNamed(DataFiles(),
                              {kHazardCriteriaFile, kHazardSettingsFile, kHazardOfficesFile}),
      deps.config->Get("chemsafety.law_dir"));
  if (!files.ok()) return files.status();
  absl::StatusOr<hazard::Law> law = ReadHazardLaw(*files);
  if (law.ok()) return law;
  return Error(absl::StatusCode::kFailedPrecondition, "LAW_BROKEN",
               absl::StrCat("The law data is broken:\n", std::string(law.status().message())),
               "법령 자료에 오류가 있습니다.");
}

}  // namespace sems::chemsafety
