#include "services/facility/domain/field_rules.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/values/decimal.h"

namespace sems::facility {
namespace {

int CountCharacters(std::string_view text) {
  int count = 0;
  for (unsigned char byte : text) {
    if ((byte & 0xC0) != 0x80) ++count;  // not a continuation byte of UTF-8
  }
  return count;
}

bool HasControlCharacter(std::string_view text) {
  for (unsigned char byte : text) {
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

bool HasBlankAtAnEnd(std::string_view text) {
  constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  for (std::string_view blank : {std::string_view(" "), kIdeographicSpace, kNoBreakSpace}) {
    if (text.starts_with(blank) || text.ends_with(blank)) return true;
  }
  return false;
}

}  // namespace

bool CheckGiven(std::string_view field, std::string_view value, Faults& faults) {
  if (!value.empty()) return true;
  AddFault(faults, field, "REQUIRED", "Must be given.", "필수 항목입니다.");
  return false;
}

void CheckText(std::string_view field, std::string_view value, int min_characters,
               int max_characters, Faults& faults) {
  if (min_characters > 0 && !CheckGiven(field, value, faults)) return;
  if (CountCharacters(value) > max_characters) {
    AddFault(faults, field, "TOO_LONG", absl::StrCat("At most ", max_characters, " characters."),
             absl::StrCat("최대 ", max_characters, "자까지 입력할 수 있습니다."));
  } else if (HasControlCharacter(value)) {
    AddFault(faults, field, "CONTROL_CHARACTER", "Must not contain control characters.",
             "줄바꿈 등 제어문자를 사용할 수 없습니다.");
  } else if (HasBlankAtAnEnd(value)) {
    AddFault(faults, field, "BLANK_AT_AN_END", "Must not begin or end with a blank.",
             "앞뒤에 공백이 없어야 합니다.");
  }
}

void CheckDecimal(std::string_view field, std::string_view value, const DecimalRange& range,
                  Faults& faults) {
  if (value.empty()) return;
  std::optional<Decimal> number = Decimal::Parse(value);
  if (!number) {
    AddFault(faults, field, "INVALID_DECIMAL",
             "Must be a plain decimal number of at most 15 significant digits.",
             "유효숫자 15자리 이내의 숫자여야 합니다.");
    return;
  }
  Decimal min = Decimal::Literal(range.min);
  Decimal max = Decimal::Literal(range.max);
  if (*number < min || *number > max || (range.above_min && *number == min)) {
    std::string_view from = range.above_min ? "over " : "from ";
    std::string_view from_ko = range.above_min ? " 초과 " : " 이상 ";
    AddFault(
        faults, field, "OUT_OF_RANGE",
        absl::StrCat("Must be ", ToAbsl(from), ToAbsl(range.min), " to ", ToAbsl(range.max), "."),
        absl::StrCat(ToAbsl(range.min), ToAbsl(from_ko), ToAbsl(range.max), " 이하여야 합니다."));
  } else if (number->Canonical().scale() > range.max_scale) {
    AddFault(faults, field, "TOO_PRECISE", absl::StrCat("At most ", range.max_scale, " decimals."),
             absl::StrCat("소수점 이하 ", range.max_scale, "자리까지 입력할 수 있습니다."));
  }
}

void CheckDay(std::string_view field, std::string_view value, Faults& faults) {
  if (value.empty() || ParseDay(value)) return;
  AddFault(faults, field, "INVALID_DATE", "Must be a day that exists, as YYYY-MM-DD.",
           "YYYY-MM-DD 형식의 올바른 날짜여야 합니다.");
}

void CheckRange(std::string_view field, int value, int min, int max, Faults& faults) {
  if (value >= min && value <= max) return;
  AddFault(faults, field, "OUT_OF_RANGE", absl::StrCat("Must be from ", min, " to ", max, "."),
           absl::StrCat(min, " 이상 ", max, " 이하여야 합니다."));
}

void CheckCapacity(std::string_view capacity, std::string_view unit, Faults& faults) {
  CheckDecimal("capacity", capacity,
               {.min = "0", .max = "999999999", .max_scale = 6, .above_min = true}, faults);
  CheckText("capacity_unit", unit, 0, 20, faults);
  if (capacity.empty() != unit.empty()) {
    AddFault(faults, capacity.empty() ? "capacity" : "capacity_unit", "REQUIRED",
             "A capacity and its unit are given together.", "용량과 단위를 함께 입력해야 합니다.");
  }
}

}  // namespace sems::facility
