#include "common/casework/service/law_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"

namespace sems::casework {

absl::StatusOr<std::vector<LawFile>> LawFilesOf(std::vector<LawFile> built_in,
                                                const std::string& directory) {
  if (directory.empty()) return built_in;
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) {
    return Error(absl::StatusCode::kFailedPrecondition, "LAW_DIRECTORY_MISSING",
                 absl::StrCat("The directory of law data cannot be read: ", directory),
                 "법령 자료 디렉터리를 읽을 수 없습니다.");
  }
  for (LawFile& shared : SharedLawFiles()) {
    if (std::filesystem::exists(std::filesystem::path(directory) / shared.name, error))
      built_in.push_back(std::move(shared));
  }
  for (LawFile& file : built_in) {
    std::ifstream in(std::filesystem::path(directory) / file.name, std::ios::binary);
    if (!in) continue;
    file.text.assign(std::istreambuf_iterator<char>(in), {});
  }
  return built_in;
}

std::vector<LawFile> LawFilesNamed(std::span<const EmbeddedFile> embedded,
                                   const std::vector<std::string>& names) {
  std::vector<LawFile> files;
  for (const std::string& name : names) {
    for (const EmbeddedFile& file : embedded) {
      if (file.name == name) files.push_back({name, std::string(file.contents)});
    }
  }
  return files;
}

absl::StatusOr<std::vector<calendar::OneOffHoliday>> OneOffHolidaysOf(const std::string& path) {
  std::vector<calendar::OneOffHoliday> one_off = calendar::Holidays::BuiltInOneOff();
  if (path.empty()) return one_off;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Error(absl::StatusCode::kFailedPrecondition, "HOLIDAYS_MISSING",
                 absl::StrCat("The file of one-off holidays cannot be read: ", path),
                 "임시공휴일 파일을 읽을 수 없습니다.");
  }
  auto read = calendar::ReadOneOffHolidays(
      std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
  if (const auto* problems = std::get_if<std::vector<std::string>>(&read)) {
    return Error(absl::StatusCode::kFailedPrecondition, "HOLIDAYS_BROKEN",
                 absl::StrCat(path, ":\n", absl::StrJoin(*problems, "\n")),
                 "임시공휴일 파일에 오류가 있습니다.");
  }
  for (auto& holiday : std::get<std::vector<calendar::OneOffHoliday>>(read))
    one_off.push_back(std::move(holiday));
  return one_off;
}

absl::StatusOr<Law> LawOf(const std::vector<LawFile>& files) {
  std::variant<Law, LawProblems> read = ReadLaw(files);
  if (const auto* problems = std::get_if<LawProblems>(&read)) {
    return Error(absl::StatusCode::kFailedPrecondition, "LAW_BROKEN",
                 absl::StrCat("The law data is broken:\n", absl::StrJoin(*problems, "\n")),
                 "법령 자료에 오류가 있습니다.");
  }
  return std::get<Law>(std::move(read));
}

}  // namespace sems::casework
