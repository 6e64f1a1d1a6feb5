#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/ieps/domain/form.h"

// Code maps: SEMS code → IEPS code, with validity days. The manual asks for the conversion
// ("코드변환 필요", 02 ② and on) and holds no codes; they are loaded.
namespace sems::ieps {

struct CodeEntry {
  std::string sems_code;
  std::string ieps_code;  // may be empty in kUsageUnit: the unit's name is then written
  std::string ieps_name;
  std::string ieps_unit_code;  // kFuel and kMaterial
  absl::CivilDay valid_from;
  std::optional<absl::CivilDay> valid_until;  // the first day on which it no longer holds

  bool ValidOn(absl::CivilDay day) const {
    return valid_from <= day && (!valid_until || day < *valid_until);
  }
};

class CodeMaps {
 public:
  void Add(CodeTable table, CodeEntry entry);
  // nullptr when the table has no entry for the code on that day.
  const CodeEntry* Find(CodeTable table, std::string_view sems_code, absl::CivilDay day) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Entries = std::unordered_map<std::string, std::vector<CodeEntry>, Hash, std::equal_to<>>;
  std::array<Entries, 6> tables_;
};

// One thing wrong with one entry to be loaded.
struct CodeEntryError {
  int line = 0;  // from 0
  std::string field;
  std::string code;
  std::string message;
  std::string message_ko;
};

// What is wrong with a load: lengths, a code or unit that the table requires or does not take,
// validity that ends before it begins, one SEMS code twice on a day.
std::vector<CodeEntryError> CheckCodeMap(CodeTable table, const std::vector<CodeEntry>& entries);

}  // namespace sems::ieps
