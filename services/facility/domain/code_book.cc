#include "services/facility/domain/code_book.h"

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "services/facility/domain/field_rules.h"

namespace sems::facility {

bool HasUnits(CodeTable table) {
  switch (table) {
    case CodeTable::kFuel:
    case CodeTable::kMaterial:
    case CodeTable::kEnergy:
    case CodeTable::kProduct:
      return true;
    case CodeTable::kStackType:
    case CodeTable::kEmissionFacilityType:
    case CodeTable::kControlDeviceType:
    case CodeTable::kUsageUnit:
      return false;
  }
  return false;
}

Faults CheckCode(CodeTable table, const Code& code) {
  Faults faults;
  CheckText("code", code.code, 1, 20, faults);
  CheckText("name", code.name, 1, 100, faults);
  CheckText("unit_code", code.unit_code, 0, 20, faults);
  if (!code.unit_code.empty() && !HasUnits(table)) {
    AddFault(faults, "unit_code", "NOT_ALLOWED", "Codes of this table carry no unit.",
             "이 코드표에는 단위를 입력할 수 없습니다.");
  }
  CheckDay("valid_from", code.valid_from, faults);
  CheckDay("valid_until", code.valid_until, faults);
  // Days in this form compare as text.
  if (!code.valid_from.empty() && !code.valid_until.empty() && ParseDay(code.valid_from) &&
      ParseDay(code.valid_until) && code.valid_until <= code.valid_from) {
    AddFault(faults, "valid_until", "OUT_OF_ORDER", "Must be after valid_from.",
             "유효종료일은 유효시작일보다 뒤여야 합니다.");
  }
  return faults;
}

void CodeBook::Add(CodeTable table, Code code) {
  std::string key = code.code;
  codes_.insert_or_assign({table, std::move(key)}, std::move(code));
}

const Code* CodeBook::Find(CodeTable table, std::string_view code) const {
  auto found = codes_.find({table, std::string(code)});
  return found == codes_.end() ? nullptr : &found->second;
}

void CodeBook::Check(std::string_view field, CodeTable table, std::string_view code,
                     int survey_year, Faults& faults) const {
  if (code.empty()) return;
  const Code* found = Find(table, code);
  if (found == nullptr) {
    AddFault(faults, field, "UNKNOWN_CODE",
             absl::StrCat("Code ", ToAbsl(code), " is not in its code table."),
             absl::StrCat("코드표에 없는 코드(", ToAbsl(code), ")입니다."));
    return;
  }
  std::string first_day = FormatDay(absl::CivilDay(survey_year, 1, 1));
  std::string last_day = FormatDay(absl::CivilDay(survey_year, 12, 31));
  bool begun = found->valid_from.empty() || found->valid_from <= last_day;
  bool ended = !found->valid_until.empty() && found->valid_until <= first_day;
  if (!begun || ended) {
    AddFault(faults, field, "CODE_NOT_VALID",
             absl::StrCat("Code ", ToAbsl(code), " does not hold in ", survey_year, "."),
             absl::StrCat("코드(", ToAbsl(code), ")는 ", survey_year, "년에 유효하지 않습니다."));
  }
}

}  // namespace sems::facility
