#include "services/noise/rule_fields.h"

#include "common/values/civil.h"

namespace sems::noise {

std::optional<Decimal> ReadAmount(std::string_view field, std::string_view text,
                                  FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return std::nullopt;
  }
  const std::optional<Decimal> amount = Decimal::Parse(text);
  if (!amount) {
    errors.Add(field, "NOT_A_DECIMAL", "must be a decimal of at most 15 significant digits",
               "유효숫자 15자리 이내의 숫자여야 합니다.");
    return std::nullopt;
  }
  if (amount->IsNegative()) {
    errors.Add(field, "NEGATIVE", "must be 0 or more", "0 이상이어야 합니다.");
    return std::nullopt;
  }
  return amount;
}

std::optional<absl::CivilDay> ReadPastDay(std::string_view field, std::string_view text,
                                          absl::CivilDay today, FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return std::nullopt;
  }
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) {
    errors.Add(field, "NOT_A_DATE", "must be a day that exists, as YYYY-MM-DD",
               "YYYY-MM-DD 형식의 실제 날짜여야 합니다.");
    return std::nullopt;
  }
  if (*day > today) {
    errors.Add(field, "DATE_IN_FUTURE", "must not be in the future",
               "미래의 날짜는 입력할 수 없습니다.");
    return std::nullopt;
  }
  return day;
}

v1::RuleVerdict ToProto(Verdict verdict) {
  switch (verdict) {
    case Verdict::kYes:
      return v1::RULE_VERDICT_YES;
    case Verdict::kNo:
      return v1::RULE_VERDICT_NO;
    case Verdict::kUnknown:
      return v1::RULE_VERDICT_UNKNOWN;
  }
  return v1::RULE_VERDICT_UNSPECIFIED;
}

void Fill(const Named& name, casework::v1::Text& text) {
  text.set_ko(name.ko);
  text.set_en(name.en);
}

}  // namespace sems::noise
