#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/facility/domain/fault.h"

namespace sems::facility {

// SEMS's own code tables. The values are stored and are those of the contract's enum.
enum class CodeTable {
  kStackType = 1,  // 배출구유형: 5-TMS, 1-원형배출구 (IEPS manual, 04 시설정보 매핑)
  kEmissionFacilityType = 2,  // 배출시설유형
  kControlDeviceType = 3,     // 방지시설유형
  kFuel = 4,                  // 연료
  kMaterial = 5,              // 원부원료
  kEnergy = 6,                // 에너지
  kProduct = 7,               // 생산제품
  kUsageUnit = 8,             // 사용량단위
};

struct Code {
  std::string code;
  std::string name;
  std::string unit_code;
  std::string valid_from;   // YYYY-MM-DD or empty
  std::string valid_until;  // first day on which it no longer holds, or empty

  bool operator==(const Code&) const = default;
};

// Whether amounts are counted under codes of the table, so that a code may carry their unit.
bool HasUnits(CodeTable table);

// The rules of one loaded code by itself; whether its unit exists is the loader's to ask.
Faults CheckCode(CodeTable table, const Code& code);

// The codes that a batch speaks of.
class CodeBook {
 public:
  void Add(CodeTable table, Code code);
  void Merge(CodeBook other) { codes_.merge(std::move(other.codes_)); }
  const Code* Find(CodeTable table, std::string_view code) const;

  // A code that exists and holds on some day of the survey year; else a fault of the field. An
  // empty code is right.
  void Check(std::string_view field, CodeTable table, std::string_view code, int survey_year,
             Faults& faults) const;

 private:
  std::map<std::pair<CodeTable, std::string>, Code> codes_;
};

}  // namespace sems::facility
