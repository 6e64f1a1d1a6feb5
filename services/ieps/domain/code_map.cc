#include "services/ieps/domain/code_map.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ieps/domain/text.h"

namespace sems::ieps {
namespace {

constexpr int kMaxCode = 30;
constexpr int kMaxName = 100;

class Checker {
 public:
  Checker(CodeTable table, const std::vector<CodeEntry>& entries)
      : table_(table), entries_(entries) {}

  std::vector<CodeEntryError> Run() {
    for (line_ = 0; line_ < static_cast<int>(entries_.size()); ++line_) {
      const CodeEntry& entry = entries_[line_];
      Text("sems_code", entry.sems_code, kMaxCode, true);
      Text("ieps_code", entry.ieps_code, kMaxCode, table_ != CodeTable::kUsageUnit);
      Text("ieps_name", entry.ieps_name, kMaxName,
           table_ == CodeTable::kPollutant || table_ == CodeTable::kMaterial);
      if (table_ == CodeTable::kFuel || table_ == CodeTable::kMaterial) {
        Text("ieps_unit_code", entry.ieps_unit_code, kMaxCode, true);
      } else if (!entry.ieps_unit_code.empty()) {
        Add("ieps_unit_code", "NOT_TAKEN", "only fuels and materials carry a unit code",
            "연료와 원부원료만 단위 코드를 가집니다");
      }
      if (entry.valid_until && *entry.valid_until <= entry.valid_from) {
        Add("valid_until", "OUT_OF_RANGE", "must be after valid_from",
            "적용 종료일은 시작일 뒤여야 합니다");
      }
    }
    Overlaps();
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    return std::move(errors_);
  }

 private:
  void Add(std::string_view field, std::string_view code, std::string_view message,
           std::string_view message_ko) {
    errors_.push_back({line_, std::string(field), std::string(code), std::string(message),
                       std::string(message_ko)});
  }

  void Text(std::string_view field, const std::string& value, int max, bool required) {
    if (value.empty()) {
      if (required) Add(field, "REQUIRED", "must be given", "필수 항목입니다");
    } else if (!IsCleanText(value, max)) {
      Add(field, "MALFORMED",
          absl::StrCat("at most ", max, " characters, no control characters, no blank at an end"),
          absl::StrCat(max, "자 이하, 제어문자와 앞뒤 공백 없이 입력하십시오"));
    }
  }

  void Overlaps() {
    std::map<std::string_view, std::vector<int>> by_code;
    for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
      by_code[entries_[i].sems_code].push_back(i);
    }
    for (auto& [code, lines] : by_code) {
      if (code.empty()) continue;
      std::stable_sort(lines.begin(), lines.end(), [this](int a, int b) {
        return entries_[a].valid_from < entries_[b].valid_from;
      });
      for (std::size_t i = 1; i < lines.size(); ++i) {
        const CodeEntry& before = entries_[lines[i - 1]];
        if (before.valid_until && *before.valid_until <= entries_[lines[i]].valid_from) continue;
        line_ = lines[i];
        Add("valid_from", "OVERLAP",
            absl::StrCat("the code is also valid on that day in line ", lines[i - 1]),
            absl::StrCat("같은 코드의 적용 기간이 ", lines[i - 1], "번째 줄과 겹칩니다"));
      }
    }
  }

  const CodeTable table_;
  const std::vector<CodeEntry>& entries_;
  int line_ = 0;
  std::vector<CodeEntryError> errors_;
};

}  // namespace

void CodeMaps::Add(CodeTable table, CodeEntry entry) {
  Entries& entries = tables_[static_cast<std::size_t>(table) - 1];
  entries[entry.sems_code].push_back(std::move(entry));
}

const CodeEntry* CodeMaps::Find(CodeTable table, std::string_view sems_code,
                                absl::CivilDay day) const {
  const Entries& entries = tables_[static_cast<std::size_t>(table) - 1];
  auto found = entries.find(sems_code);
  if (found == entries.end()) return nullptr;
  for (const CodeEntry& entry : found->second) {
    if (entry.ValidOn(day)) return &entry;
  }
  return nullptr;
}

std::vector<CodeEntryError> CheckCodeMap(CodeTable table, const std::vector<CodeEntry>& entries) {
  return Checker(table, entries).Run();
}

}  // namespace sems::ieps
