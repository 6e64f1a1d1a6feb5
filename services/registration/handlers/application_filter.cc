#include "services/registration/handlers/application_filter.h"

#include "common/values/business_number.h"
#include "common/values/civil.h"
#include "common/values/clock.h"
#include "common/values/districts.h"
#include "services/registration/convert.h"
#include "services/registration/domain/text.h"

namespace sems::registration::handlers {
namespace {

std::optional<absl::CivilDay> ReadDay(std::string_view field, const std::string& stated,
                                      FieldErrors& errors) {
  if (stated.empty()) return std::nullopt;
  std::optional<absl::CivilDay> day = ParseDay(stated);
  if (!day.has_value()) {
    errors.Add(field, "DATE_FORM", "must be an existing day as YYYY-MM-DD",
               "날짜는 YYYY-MM-DD 형식의 실제 날짜여야 합니다");
  }
  return day;
}

}  // namespace

std::optional<std::string> ReadNumberFilter(std::string_view field, const std::string& stated,
                                            FieldErrors& errors) {
  const std::string number = Trimmed(stated);
  if (number.empty()) return std::nullopt;
  std::optional<std::string> digits = NormalizeBusinessNumber(number);
  if (!digits.has_value()) {
    errors.Add(field, "BUSINESS_NUMBER_FORM", "must be 10 digits or NNN-NN-NNNNN",
               "사업자등록번호는 숫자 10자리여야 합니다");
  }
  return digits;
}

std::optional<std::vector<std::string>> ReadDistrictFilter(std::string_view field,
                                                           const std::string& stated,
                                                           absl::CivilDay today,
                                                           FieldErrors& errors) {
  if (stated.empty()) return std::nullopt;
  std::vector<std::string> codes = Districts::Table().CodesWithin(stated, today);
  if (codes.empty()) {
    errors.Add(field, "DISTRICT_UNKNOWN", "must be a district code of 2 or 5 digits",
               "알 수 없는 행정구역 코드입니다");
  }
  return codes;
}

std::optional<std::string> ReadTextFilter(std::string_view field, const std::string& stated,
                                          FieldErrors& errors) {
  std::string text = Trimmed(stated);
  if (text.empty()) return std::nullopt;
  if (text.size() > 400 || HasControlCharacter(text)) {
    errors.Add(field, "TOO_LONG", "must be one line of at most 100 characters",
               "검색어는 한 줄 100자 이내여야 합니다");
  }
  return text;
}

ApplicationFilter ReadFilter(const v1::ApplicationFilter& filter, absl::CivilDay today,
                             FieldErrors& errors) {
  ApplicationFilter read;
  for (int state : filter.states()) {
    const std::optional<ApplicationState> known =
        FromProto(static_cast<v1::ApplicationState>(state));
    if (known.has_value()) {
      read.states.push_back(*known);
    } else {
      errors.Add("filter.states", "UNKNOWN_VALUE", "names an unknown state",
                 "알 수 없는 상태입니다");
    }
  }
  if (filter.request_reason() != v1::REQUEST_REASON_UNSPECIFIED) {
    read.reason = FromProto(filter.request_reason());
    if (!read.reason.has_value()) {
      errors.Add("filter.request_reason", "UNKNOWN_VALUE", "is unknown",
                 "알 수 없는 요청사유입니다");
    }
  }
  for (int site_class : filter.site_classes()) {
    if (site_class < 1 || site_class > 5) {
      errors.Add("filter.site_classes", "OUT_OF_RANGE", "must be from 1 to 5",
                 "종별은 1~5종이어야 합니다");
    }
    read.site_classes.push_back(site_class);
  }
  read.business_number =
      ReadNumberFilter("filter.business_number", filter.business_number(), errors);
  read.site_name_part = ReadTextFilter("filter.site_name", filter.site_name(), errors);
  read.district_codes =
      ReadDistrictFilter("filter.district_code", filter.district_code(), today, errors);
  if (std::optional<absl::CivilDay> from =
          ReadDay("filter.submitted_from", filter.submitted_from(), errors)) {
    read.submitted_from = SeoulMidnight(*from);
  }
  if (std::optional<absl::CivilDay> to =
          ReadDay("filter.submitted_to", filter.submitted_to(), errors)) {
    read.submitted_before = SeoulMidnight(*to + 1);
  }
  if (std::optional<std::string> permit =
          ReadTextFilter("filter.permit_number", filter.permit_number(), errors)) {
    read.permit_key = PermitKey(*permit);
  }
  if (filter.has_is_handover()) read.is_handover = filter.is_handover();
  return read;
}

}  // namespace sems::registration::handlers
