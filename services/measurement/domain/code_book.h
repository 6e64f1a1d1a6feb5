#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"

namespace sems::measurement {

// The numbers are stored.
enum class CodeTable { kPollutant = 1, kConcentrationUnit = 2 };

// A code for as long as it holds.
struct Code {
  std::string code;
  std::string name_ko;
  absl::CivilDay valid_from;
  std::optional<absl::CivilDay> valid_until;  // first day on which it no longer holds
  std::optional<Decimal> molar_mass;          // pollutants: g/mol
  bool operator==(const Code&) const = default;
};

// Codes by table; a code may have held at several times under several names.
class CodeBook {
 public:
  void Add(CodeTable table, Code code) { codes_[{table, code.code}].push_back(std::move(code)); }
  // The code as it was on the day; nullptr where it did not hold.
  const Code* FindOn(CodeTable table, const std::string& code, absl::CivilDay day) const;

 private:
  std::map<std::pair<CodeTable, std::string>, std::vector<Code>> codes_;
};

// Codes of one table as they would be after loading `added` into `stored` (same code and first day:
// replaced), if no two of them hold for one code on one day; else the code that would be ambiguous.
std::optional<std::string> FirstOverlap(const std::vector<Code>& stored,
                                        const std::vector<Code>& added);

}  // namespace sems::measurement
