#include "services/registration/domain/site_facts.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/business_number.h"
#include "common/values/civil.h"
#include "common/values/districts.h"
#include "services/registration/domain/contact.h"
#include "services/registration/domain/text.h"

namespace sems::registration {
namespace {

// Adds violations to fields below one prefix.
class Reader {
 public:
  Reader(std::string_view prefix, Violations& violations)
      : prefix_(prefix), violations_(violations) {}

  void Wrong(std::string_view field, std::string_view code, std::string_view message,
             std::string_view message_ko) {
    violations_.Add(prefix_ + std::string(field), code, message, message_ko);
  }

  std::string Text(std::string_view field, const std::string& stated, std::size_t max,
                   bool required) {
    std::string text = Trimmed(stated);
    if (text.empty()) {
      if (required) Wrong(field, "REQUIRED", "must be given", "필수 항목입니다");
    } else if (HasControlCharacter(text)) {
      Wrong(field, "CONTROL_CHARACTER", "must be one line without control characters",
            "줄바꿈 등 제어 문자는 쓸 수 없습니다");
    } else if (CountCharacters(text) > max) {
      Wrong(field, "TOO_LONG", absl::StrCat("must have at most ", max, " characters"),
            absl::StrCat("최대 ", max, "자까지 입력할 수 있습니다"));
    }
    return text;
  }

  std::string Phone(std::string_view field, const std::string& stated, bool required) {
    std::string phone = Text(field, stated, 30, required);
    if (!phone.empty() && !LooksLikePhone(phone)) {
      Wrong(field, "PHONE_FORM", "must be a telephone number of 8 to 12 digits",
            "전화번호 형식이 올바르지 않습니다");
    }
    return phone;
  }

 private:
  const std::string prefix_;
  Violations& violations_;
};

// 고시 제2018-43호 제5조②: the competent local government approves; the district names it, so it
// must be one of the day.
void CheckDistrict(const std::string& code, absl::CivilDay today, const Districts& districts,
                   Reader& reader) {
  if (code.empty()) return;  // said already
  const District* district = districts.Find(code);
  if (district == nullptr || district->IsSido()) {
    reader.Wrong("district_code", "DISTRICT_UNKNOWN", "must be a district code of 5 digits",
                 "알 수 없는 시군구 코드입니다");
    return;
  }
  if (district->ValidOn(today)) return;
  const District* successor = districts.Resolve(code, today);
  const bool renamed = successor != nullptr && successor->code != code;
  reader.Wrong(
      "district_code", "DISTRICT_NOT_VALID",
      absl::StrCat("is not in force today", renamed ? absl::StrCat("; use ", successor->code) : ""),
      absl::StrCat("현재 유효하지 않은 시군구 코드입니다",
                   renamed ? absl::StrCat(" (", successor->code, " 사용)") : ""));
}

}  // namespace

SiteFacts ReadSiteFacts(const StatedSiteFacts& stated, std::string_view prefix,
                        absl::CivilDay today, const Districts& districts, Violations& violations) {
  Reader reader(prefix, violations);
  SiteFacts facts;
  facts.site_name = reader.Text("site_name", stated.site_name, 100, true);

  facts.district_code = reader.Text("district_code", stated.district_code, 5, true);
  CheckDistrict(facts.district_code, today, districts, reader);

  const std::string number = reader.Text("business_number", stated.business_number, 12, true);
  if (std::optional<std::string> digits = NormalizeBusinessNumber(number)) {
    facts.business_number = *digits;
  } else if (!number.empty()) {
    reader.Wrong("business_number", "BUSINESS_NUMBER_FORM", "must be 10 digits or NNN-NN-NNNNN",
                 "사업자등록번호는 숫자 10자리여야 합니다");
  }

  facts.site_sequence = stated.site_sequence;
  if (facts.site_sequence < 1 || facts.site_sequence > kMaxSiteSequence) {
    reader.Wrong("site_sequence", "OUT_OF_RANGE", "must be from 1 to 9999",
                 "구분번호는 1~9999 사이여야 합니다");
  }

  facts.permit_number = reader.Text("permit_number", stated.permit_number, 50, true);

  const std::string permit_date = reader.Text("permit_date", stated.permit_date, 10, true);
  if (std::optional<absl::CivilDay> day = ParseDay(permit_date)) {
    facts.permit_date = *day;
    if (*day > today) {
      reader.Wrong("permit_date", "IN_FUTURE", "must not be after today",
                   "허가일자는 오늘 이후일 수 없습니다");
    }
  } else if (!permit_date.empty()) {
    reader.Wrong("permit_date", "DATE_FORM", "must be an existing day as YYYY-MM-DD",
                 "날짜는 YYYY-MM-DD 형식의 실제 날짜여야 합니다");
  }

  facts.site_class = stated.site_class;
  if (facts.site_class < 1 || facts.site_class > 5) {
    reader.Wrong("site_class", "OUT_OF_RANGE", "must be from 1 to 5", "종별은 1~5종이어야 합니다");
  }

  facts.representative_name =
      reader.Text("representative_name", stated.representative_name, 50, true);
  facts.address = reader.Text("address", stated.address, 200, true);
  facts.detail_address = reader.Text("detail_address", stated.detail_address, 200, false);
  facts.postal_code = reader.Text("postal_code", stated.postal_code, 10, true);
  if (!facts.postal_code.empty() && !IsPostalCode(facts.postal_code)) {
    reader.Wrong("postal_code", "POSTAL_CODE_FORM", "must be 5 digits",
                 "우편번호는 숫자 5자리여야 합니다");
  }
  facts.contact_name = reader.Text("contact_name", stated.contact_name, 50, true);
  facts.contact_phone = reader.Phone("contact_phone", stated.contact_phone, true);
  facts.contact_mobile = reader.Phone("contact_mobile", stated.contact_mobile, false);
  facts.contact_email = reader.Text("contact_email", stated.contact_email, 254, false);
  if (!facts.contact_email.empty() && !LooksLikeEmail(facts.contact_email)) {
    reader.Wrong("contact_email", "EMAIL_FORM", "must be an e-mail address",
                 "전자우편 주소 형식이 올바르지 않습니다");
  }
  return facts;
}

std::vector<std::string> ChangedFields(const SiteFacts& before, const SiteFacts& after) {
  std::vector<std::string> changed;
  auto compare = [&](const char* name, const auto& old_value, const auto& new_value) {
    if (!(old_value == new_value)) changed.emplace_back(name);
  };
  compare("site_name", before.site_name, after.site_name);
  compare("district_code", before.district_code, after.district_code);
  compare("business_number", before.business_number, after.business_number);
  compare("site_sequence", before.site_sequence, after.site_sequence);
  compare("permit_number", before.permit_number, after.permit_number);
  compare("permit_date", before.permit_date, after.permit_date);
  compare("site_class", before.site_class, after.site_class);
  compare("representative_name", before.representative_name, after.representative_name);
  compare("address", before.address, after.address);
  compare("detail_address", before.detail_address, after.detail_address);
  compare("postal_code", before.postal_code, after.postal_code);
  compare("contact_name", before.contact_name, after.contact_name);
  compare("contact_phone", before.contact_phone, after.contact_phone);
  compare("contact_mobile", before.contact_mobile, after.contact_mobile);
  compare("contact_email", before.contact_email, after.contact_email);
  return changed;
}

}  // namespace sems::registration
