#include "services/chemsafety/chemical_duty_service.h"

#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/service/law_files.h"
#include "common/config/config.h"
#include "common/status/error.h"
#include "common/values/embedded_file.h"
#include "services/chemsafety/chem_rules_file.h"

namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

absl::StatusOr<ChemRules> LoadChemRules(const server::ModuleDeps& deps) {
  const absl::StatusOr<std::vector<casework::LawFile>> files =
      casework::LawFilesOf(casework::LawFilesNamed(DataFiles(), {kChemRulesFile}),
                           deps.config->Get("chemsafety.law_dir"));
  if (!files.ok()) return files.status();
  auto read = ReadChemRules(files->front());
  if (auto* rules = std::get_if<ChemRules>(&read)) return std::move(*rules);
  return Error(absl::StatusCode::kFailedPrecondition, "LAW_BROKEN",
               absl::StrCat("The law data is broken:\n",
                            absl::StrJoin(std::get<casework::LawProblems>(read), "\n")),
               "법령 자료에 오류가 있습니다.");
}

}  // namespace sems::chemsafety
