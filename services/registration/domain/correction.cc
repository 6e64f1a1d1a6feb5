#include "services/registration/domain/correction.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::registration {
namespace {

using TextField = std::string StatedSiteFacts::*;

const std::map<std::string_view, TextField>& TextFields() {
  static const auto& fields = *new std::map<std::string_view, TextField>{
      {"site_name", &StatedSiteFacts::site_name},
      {"district_code", &StatedSiteFacts::district_code},
      {"permit_number", &StatedSiteFacts::permit_number},
      {"permit_date", &StatedSiteFacts::permit_date},
      {"representative_name", &StatedSiteFacts::representative_name},
      {"address", &StatedSiteFacts::address},
      {"detail_address", &StatedSiteFacts::detail_address},
      {"postal_code", &StatedSiteFacts::postal_code},
      {"contact_name", &StatedSiteFacts::contact_name},
      {"contact_phone", &StatedSiteFacts::contact_phone},
      {"contact_mobile", &StatedSiteFacts::contact_mobile},
      {"contact_email", &StatedSiteFacts::contact_email},
  };
  return fields;
}

StatedSiteFacts Stated(const SiteFacts& site) {
  return {.site_name = site.site_name,
          .district_code = site.district_code,
          .business_number = site.business_number,
          .site_sequence = site.site_sequence,
          .permit_number = site.permit_number,
          .permit_date = FormatDay(site.permit_date),
          .site_class = site.site_class,
          .representative_name = site.representative_name,
          .address = site.address,
          .detail_address = site.detail_address,
          .postal_code = site.postal_code,
          .contact_name = site.contact_name,
          .contact_phone = site.contact_phone,
          .contact_mobile = site.contact_mobile,
          .contact_email = site.contact_email};
}

}  // namespace

bool IsCorrectable(std::string_view field) {
  return field == "site_class" || TextFields().contains(field);
}

SiteFacts ReadCorrection(const SiteFacts& site, const StatedSiteFacts& stated,
                         const std::vector<std::string>& fields, std::string_view prefix,
                         absl::CivilDay today, const Districts& districts, Violations& violations) {
  StatedSiteFacts corrected = Stated(site);
  if (fields.empty()) {
    violations.Add("update_mask", "REQUIRED", "must name the fields to correct",
                   "수정할 항목을 지정하세요");
  }
  std::set<std::string> checked;
  for (const std::string& field : fields) {
    if (!IsCorrectable(field)) {
      violations.Add("update_mask", "NOT_CORRECTABLE", absl::StrCat("cannot correct ", field),
                     absl::StrCat("수정할 수 없는 항목입니다: ", field));
      continue;
    }
    checked.insert(std::string(prefix) + field);
    if (field == "site_class") {
      corrected.site_class = stated.site_class;
    } else {
      const TextField text = TextFields().at(field);
      corrected.*text = stated.*text;
    }
  }
  Violations all;
  const SiteFacts facts = ReadSiteFacts(corrected, prefix, today, districts, all);
  for (const Violation& found : all.found()) {
    if (checked.contains(found.field)) {
      violations.Add(found.field, found.code, found.message, found.message_ko);
    }
  }
  return facts;
}

}  // namespace sems::registration
