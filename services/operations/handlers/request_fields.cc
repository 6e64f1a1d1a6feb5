#include "services/operations/handlers/request_fields.h"

#include "common/values/civil.h"
#include "common/values/uuid.h"

namespace sems::operations::handlers {

std::optional<absl::CivilMonth> ReadMonth(std::string_view field, std::string_view text,
                                          FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return std::nullopt;
  }
  std::optional<absl::CivilMonth> month = ParseMonth(text);
  if (!month)
    errors.Add(field, "INVALID_MONTH", "must be a month, as YYYY-MM",
               "년월을 YYYY-MM 형식으로 입력해야 합니다");
  return month;
}

std::optional<std::pair<absl::CivilMonth, absl::CivilMonth>> ReadPeriod(std::string_view field,
                                                                        std::string_view text,
                                                                        FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return std::nullopt;
  }
  if (const auto month = ParseMonth(text)) return std::pair(*month, *month);
  if (text.size() == 4) {
    if (const auto january = ParseMonth(std::string(text) + "-01"))
      return std::pair(*january, *january + 11);
  }
  errors.Add(field, "INVALID_PERIOD", "must be a month or a year, as YYYY-MM or YYYY",
             "년월(YYYY-MM) 또는 년도(YYYY)를 입력해야 합니다");
  return std::nullopt;
}

std::optional<std::string> ReadId(std::string_view field, std::string_view text,
                                  FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  if (!IsUuid(text)) {
    errors.Add(field, "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
    return std::nullopt;
  }
  return std::string(text);
}

absl::Status InvalidPageToken() {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
               "The page token is not one of this list.", "이 목록의 페이지 토큰이 아닙니다.");
}

}  // namespace sems::operations::handlers
