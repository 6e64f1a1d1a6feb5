#include "services/noise/noise_rules_loader.h"

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
#include "services/noise/noise_rules_file.h"

namespace sems::noise {

std::span<const EmbeddedFile> DataFiles();

absl::StatusOr<NoiseRules> LoadNoiseRules(const server::ModuleDeps& deps,
                                          const casework::Law& law) {
  const absl::StatusOr<std::vector<casework::LawFile>> files = casework::LawFilesOf(
      casework::LawFilesNamed(DataFiles(), {kNoiseRulesFile}), deps.config->Get("noise.law_dir"));
  if (!files.ok()) return files.status();
  auto read = ReadNoiseRules(files->front(), law);
  if (auto* rules = std::get_if<NoiseRules>(&read)) return std::move(*rules);
  return Error(absl::StatusCode::kFailedPrecondition, "LAW_BROKEN",
               absl::StrCat("The law data is broken:\n",
                            absl::StrJoin(std::get<casework::LawProblems>(read), "\n")),
               "법령 자료에 오류가 있습니다.");
}

}  // namespace sems::noise
