#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registration/domain/violation.h"

namespace sems {
class Districts;
}

namespace sems::registration {

// What an application states about a site and the register keeps of it (approval manual, list of
// 사업장등록승인).
struct SiteFacts {
  std::string site_name;        // 사업장명
  std::string district_code;    // 시군구, 5 digits
  std::string business_number;  // 사업자등록번호, 10 digits
  int site_sequence = 0;        // 구분번호
  std::string permit_number;    // 허가번호
  absl::CivilDay permit_date;   // 허가일자
  int site_class = 0;           // 종별
  std::string representative_name;
  std::string address;
  std::string detail_address;
  std::string postal_code;
  std::string contact_name;
  std::string contact_phone;
  std::string contact_mobile;
  std::string contact_email;

  friend bool operator==(const SiteFacts&, const SiteFacts&) = default;
};

// The same as somebody wrote it; numbers and dates may be wrong.
struct StatedSiteFacts {
  std::string site_name;
  std::string district_code;
  std::string business_number;
  int site_sequence = 0;
  std::string permit_number;
  std::string permit_date;
  int site_class = 0;
  std::string representative_name;
  std::string address;
  std::string detail_address;
  std::string postal_code;
  std::string contact_name;
  std::string contact_phone;
  std::string contact_mobile;
  std::string contact_email;
};

// Reads what was stated: trims texts, takes the hyphens out of the number, parses the date. Adds
// all that is wrong to `violations`, with field paths that begin with `prefix` ("facts."); then the
// result is of no use.
SiteFacts ReadSiteFacts(const StatedSiteFacts& stated, std::string_view prefix,
                        absl::CivilDay today, const Districts& districts, Violations& violations);

inline constexpr int kMaxSiteSequence = 9999;

// Names of the fields, as contracts spell them, in which the two differ.
std::vector<std::string> ChangedFields(const SiteFacts& before, const SiteFacts& after);

}  // namespace sems::registration
