#include "common/audit/anchor_reader.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace sems::audit {

absl::StatusOr<AnchorReader> AnchorReader::Open(const std::string& path) {
  AnchorReader reader;
  std::error_code problem;
  if (path.empty() || !std::filesystem::exists(path, problem)) return reader;
  reader.left_ = static_cast<int64_t>(std::filesystem::file_size(path, problem));
  if (!problem) reader.file_.open(path, std::ios::binary);
  if (problem || !reader.file_) {
    return Error(absl::StatusCode::kFailedPrecondition, "AUDIT_ANCHOR_FILE",
                 absl::StrCat("Cannot read the anchor file ", path, "."),
                 absl::StrCat("감사 봉인 파일 ", path, "을(를) 읽을 수 없습니다."));
  }
  return reader;
}

std::optional<int64_t> AnchorReader::FirstSeq() {
  if (left_ == 0) return std::nullopt;
  std::string line;
  std::getline(file_, line);
  file_.clear();
  file_.seekg(0);
  const nlohmann::json seal = nlohmann::json::parse(line, nullptr, false);
  if (!seal.is_object() || !seal.contains("seq") || !seal["seq"].is_number_integer())
    return std::nullopt;
  return seal["seq"].get<int64_t>();
}

std::optional<std::string> AnchorReader::Next() {
  if (!file_.is_open()) return std::nullopt;
  file_.clear();  // what was its end may be so no more
  std::string line;
  std::getline(file_, line);
  if (!file_.eof()) line += '\n';
  if (line.empty()) return std::nullopt;
  left_ -= static_cast<int64_t>(line.size());
  ++line_;
  return line;
}

}  // namespace sems::audit
