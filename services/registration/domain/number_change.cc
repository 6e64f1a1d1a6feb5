#include "services/registration/domain/number_change.h"

#include <optional>

#include "common/values/business_number.h"
#include "common/values/civil.h"
#include "services/registration/domain/text.h"

namespace sems::registration {

NumberChange ReadNumberChange(const StatedNumberChange& stated, const SiteNumber& next,
                              std::string_view prefix, absl::CivilDay today,
                              Violations& violations) {
  auto wrong = [&](std::string_view field, std::string_view code, std::string_view message,
                   std::string_view message_ko) {
    violations.Add(std::string(prefix) + std::string(field), code, message, message_ko);
  };
  NumberChange change;

  const std::string changed_on = Trimmed(stated.changed_on);
  if (changed_on.empty()) {
    wrong("changed_on", "REQUIRED", "must be given", "필수 항목입니다");
  } else if (std::optional<absl::CivilDay> day = ParseDay(changed_on)) {
    change.changed_on = *day;
    if (*day > today) {
      wrong("changed_on", "IN_FUTURE", "must not be after today",
            "사업자번호변경일은 오늘 이후일 수 없습니다");
    }
  } else {
    wrong("changed_on", "DATE_FORM", "must be an existing day as YYYY-MM-DD",
          "날짜는 YYYY-MM-DD 형식의 실제 날짜여야 합니다");
  }

  const std::string number = Trimmed(stated.previous_business_number);
  if (number.empty()) {
    wrong("previous_business_number", "REQUIRED", "must be given", "필수 항목입니다");
  } else if (std::optional<std::string> digits = NormalizeBusinessNumber(number)) {
    change.previous.business_number = *digits;
  } else {
    wrong("previous_business_number", "BUSINESS_NUMBER_FORM", "must be 10 digits or NNN-NN-NNNNN",
          "사업자등록번호는 숫자 10자리여야 합니다");
  }

  change.previous.site_sequence = stated.previous_site_sequence;
  if (stated.previous_site_sequence < 1 || stated.previous_site_sequence > kMaxSiteSequence) {
    wrong("previous_site_sequence", "OUT_OF_RANGE", "must be from 1 to 9999",
          "구분번호는 1~9999 사이여야 합니다");
  }

  if (!change.previous.business_number.empty() && change.previous == next) {
    wrong("previous_business_number", "NUMBER_UNCHANGED",
          "must differ from the number applied for (business number and site sequence)",
          "이전 사업자등록번호·구분번호가 신청한 번호와 같습니다");
  }
  return change;
}

}  // namespace sems::registration
