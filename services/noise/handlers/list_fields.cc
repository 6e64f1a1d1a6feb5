#include "services/noise/handlers/list_fields.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::noise::handlers {
namespace {

std::optional<absl::CivilDay> ReadOptionalDay(std::string_view field, std::string_view text,
                                              FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) {
    errors.Add(field, "INVALID_DAY", "must be a day that exists, as YYYY-MM-DD",
               "실제로 있는 날짜를 YYYY-MM-DD 형식으로 입력해야 합니다");
  }
  return day;
}

}  // namespace

std::optional<absl::CivilDay> ReadDay(std::string_view field, std::string_view text,
                                      FieldErrors& errors) {
  if (text.empty()) errors.Required(field);
  return ReadOptionalDay(field, text, errors);
}

Range ReadRange(std::string_view from, std::string_view to, FieldErrors& errors) {
  Range range{ReadOptionalDay("from", from, errors), ReadOptionalDay("to", to, errors)};
  if (range.from && range.to && *range.to < *range.from) {
    errors.Add("to", "BEFORE_FROM", "must not be before `from`",
               "시작일(from)보다 앞설 수 없습니다");
  }
  return range;
}

absl::Status InvalidPageToken() {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
               "The page token is not one of this list.", "이 목록의 페이지 토큰이 아닙니다.");
}

std::string FormatInstant(absl::Time time) { return absl::StrCat(absl::ToUnixMicros(time)); }

std::optional<absl::Time> ParseInstant(std::string_view text) {
  int64_t micros = 0;
  if (!absl::SimpleAtoi(ToAbsl(text), &micros)) return std::nullopt;
  return absl::FromUnixMicros(micros);
}

}  // namespace sems::noise::handlers
