#include "common/casework/service/read_input.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/values/districts.h"
#include "common/values/uuid.h"

namespace sems::casework {
namespace {

constexpr int kMostItems = 200;
constexpr int kLongestName = 200;
constexpr int kLongestId = 200;
constexpr int kLongestReason = 1000;
constexpr int kLongestValue = 1000;
constexpr int kLongestNote = 2000;
constexpr int kLongestFormText = 4000;
// More than any period of the law, and far from the end of the calendar.
constexpr int kLongestPeriod = 36500;

std::string Below(std::string_view field, std::string_view name) {
  return field.empty() ? std::string(name) : absl::StrCat(ToAbsl(field), ".", ToAbsl(name));
}

std::string Nth(std::string_view field, int index) {
  return absl::StrCat(ToAbsl(field), "[", index, "]");
}

int CountCharacters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not a continuation byte of UTF-8
  }));
}

bool TooMany(std::string_view field, int count, FieldErrors& errors) {
  if (count <= kMostItems) return false;
  errors.Add(field, "TOO_MANY", absl::StrCat("has more than ", kMostItems, " entries"),
             absl::StrCat("최대 ", kMostItems, "개까지 입력할 수 있습니다."));
  return true;
}

void CheckName(std::string_view field, const std::string& id, FieldErrors& errors) {
  if (id.empty()) {
    errors.Required(field);
  } else {
    CheckText(field, id, kLongestId, errors);
  }
}

}  // namespace

void CheckId(std::string_view field, const std::string& id, FieldErrors& errors) {
  if (id.empty()) {
    errors.Required(field);
  } else if (!IsUuid(id)) {
    errors.Add(field, "NOT_AN_ID", "must be a UUID", "식별자가 올바르지 않습니다.");
  }
}

void CheckText(std::string_view field, const std::string& text, int most, FieldErrors& errors) {
  if (CountCharacters(text) > most) {
    errors.Add(field, "TOO_LONG", absl::StrCat("must have at most ", most, " characters"),
               absl::StrCat("최대 ", most, "자까지 입력할 수 있습니다."));
  } else if (text.find('\0') != std::string::npos) {
    errors.Add(field, "CONTROL_CHARACTER", "must be text", "제어 문자는 쓸 수 없습니다.");
  }
}

absl::CivilDay ReadDay(std::string_view field, const std::string& text, absl::CivilDay otherwise,
                       FieldErrors& errors) {
  if (text.empty()) return otherwise;
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) {
    errors.Add(field, "NOT_A_DATE", "must be a date as YYYY-MM-DD",
               "날짜는 YYYY-MM-DD 형식이어야 합니다.");
    return otherwise;
  }
  return *day;
}

std::optional<calendar::Period> ReadPeriod(std::string_view field, bool given,
                                           const v1::Period& period, FieldErrors& errors) {
  if (!given) return std::nullopt;
  if (period.amount() < 1 || period.amount() > kLongestPeriod) {
    errors.Add(Below(field, "amount"), "OUT_OF_RANGE",
               absl::StrCat("must be from 1 to ", kLongestPeriod),
               absl::StrCat("1 이상 ", kLongestPeriod, " 이하의 수여야 합니다."));
    return std::nullopt;
  }
  calendar::Period read;
  read.amount = period.amount();
  switch (period.unit()) {
    case v1::PERIOD_UNIT_DAYS:
      read.unit = calendar::Unit::kDays;
      return read;
    case v1::PERIOD_UNIT_MONTHS:
      read.unit = calendar::Unit::kMonths;
      return read;
    case v1::PERIOD_UNIT_YEARS:
      read.unit = calendar::Unit::kYears;
      return read;
    default:
      errors.Add(Below(field, "unit"), "UNKNOWN_VALUE", "must be days, months or years",
                 "단위는 일·월·년 중 하나여야 합니다.");
      return std::nullopt;
  }
}

std::vector<GuardAnswer> ReadGuards(
    std::string_view field, const google::protobuf::RepeatedPtrField<v1::GuardAnswer>& guards,
    FieldErrors& errors) {
  std::vector<GuardAnswer> read;
  if (TooMany(field, guards.size(), errors)) return read;
  for (const v1::GuardAnswer& guard : guards) {
    const std::string at = Nth(field, static_cast<int>(read.size()));
    CheckName(Below(at, "guard_id"), guard.guard_id(), errors);
    CheckText(Below(at, "reason"), guard.reason(), kLongestReason, errors);
    read.push_back({guard.guard_id(), guard.holds(), guard.reason()});
  }
  return read;
}

std::vector<FormEntry> ReadForm(std::string_view field,
                                const google::protobuf::RepeatedPtrField<v1::FormEntry>& form,
                                FieldErrors& errors) {
  std::vector<FormEntry> read;
  if (TooMany(field, form.size(), errors)) return read;
  for (const v1::FormEntry& entry : form) {
    const std::string at = Nth(field, static_cast<int>(read.size()));
    CheckName(Below(at, "item_id"), entry.item_id(), errors);
    CheckText(Below(at, "text"), entry.text(), kLongestFormText, errors);
    read.push_back({entry.item_id(), entry.text()});
  }
  return read;
}

std::map<std::string, absl::CivilDay> ReadDates(
    std::string_view field, const google::protobuf::Map<std::string, std::string>& dates,
    FieldErrors& errors) {
  std::map<std::string, absl::CivilDay> read;
  if (TooMany(field, static_cast<int>(dates.size()), errors)) return read;
  for (const auto& [event, text] : dates) {
    const std::string at = Below(field, event);
    CheckName(at, event, errors);
    if (text.empty()) {
      errors.Required(at);
      continue;
    }
    read[event] = ReadDay(at, text, absl::CivilDay(), errors);
  }
  return read;
}

std::map<std::string, std::string> ReadValues(
    std::string_view field, const google::protobuf::Map<std::string, std::string>& values,
    FieldErrors& errors) {
  std::map<std::string, std::string> read;
  if (TooMany(field, static_cast<int>(values.size()), errors)) return read;
  for (const auto& [name, value] : values) {
    const std::string at = Below(field, name);
    CheckName(at, name, errors);
    CheckText(at, value, kLongestValue, errors);
    read[name] = value;
  }
  return read;
}

Input ReadEventInput(std::string_view field, const v1::EventInput& event, absl::CivilDay today,
                     FieldErrors& errors) {
  Input input;
  CheckName(Below(field, "event_id"), event.event_id(), errors);
  input.event = event.event_id();
  input.occurred_on = ReadDay(Below(field, "occurred_on"), event.occurred_on(), today, errors);
  CheckText(Below(field, "as_role"), event.as_role(), kLongestId, errors);
  input.as_role = event.as_role();
  CheckText(Below(field, "procedure_id"), event.procedure_id(), kLongestId, errors);
  input.procedure = event.procedure_id();
  input.guards = ReadGuards(Below(field, "guards"), event.guards(), errors);
  input.set_period =
      ReadPeriod(Below(field, "set_period"), event.has_set_period(), event.set_period(), errors);
  input.extension =
      ReadPeriod(Below(field, "extension"), event.has_extension(), event.extension(), errors);
  input.dates = ReadDates(Below(field, "dates"), event.dates(), errors);
  input.values = ReadValues(Below(field, "values"), event.values(), errors);
  CheckText(Below(field, "note"), event.note(), kLongestNote, errors);
  input.note = event.note();
  return input;
}

Subject ReadSubject(std::string_view field, const v1::Subject& subject, absl::CivilDay today,
                    FieldErrors& errors) {
  Subject read;
  const auto check_district = [&](std::string_view name, const std::string& code) {
    if (!Districts::Table().IsValidOn(code, today)) {
      errors.Add(Below(field, name), "UNKNOWN_DISTRICT", "must be the code of a district of today",
                 "현재 유효한 행정구역 코드가 아닙니다.");
    }
  };
  switch (subject.owner_case()) {
    case v1::Subject::kSiteId:
      CheckId(Below(field, "site_id"), subject.site_id(), errors);
      read.site_id = subject.site_id();
      break;
    case v1::Subject::kOrganisationId:
      CheckId(Below(field, "organisation_id"), subject.organisation_id(), errors);
      read.organisation_id = subject.organisation_id();
      if (subject.district_code().empty()) errors.Required(Below(field, "district_code"));
      break;
    case v1::Subject::kOfficeDistrictCode:
      check_district("office_district_code", subject.office_district_code());
      read.office_district_code = subject.office_district_code();
      break;
    case v1::Subject::OWNER_NOT_SET:
      errors.Add(Below(field, "site_id"), "REQUIRED",
                 "site_id, organisation_id or office_district_code must be given",
                 "사업장, 업체·기관, 관청의 행정구역 가운데 하나를 적어야 합니다.");
      break;
  }
  CheckText(Below(field, "name"), subject.name(), kLongestName, errors);
  read.name = subject.name();
  if (!subject.district_code().empty()) check_district("district_code", subject.district_code());
  read.district_code = subject.district_code();
  if (read.district_code.empty()) read.district_code = read.office_district_code;
  return read;
}

}  // namespace sems::casework
