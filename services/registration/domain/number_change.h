#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "services/registration/domain/site_facts.h"
#include "services/registration/domain/violation.h"

namespace sems::registration {

// One business registration number tells its sites apart by 구분번호: the pair names a site. The
// approval manual's list shows two sites under 123-45-12345, 구분번호 1 and 2.
struct SiteNumber {
  std::string business_number;  // 10 digits
  int site_sequence = 0;

  friend auto operator<=>(const SiteNumber&, const SiteNumber&) = default;
};

inline SiteNumber NumberOf(const SiteFacts& facts) {
  return {facts.business_number, facts.site_sequence};
}

// 사업자변경 (고시 제2018-43호 제5조①: who changes his number registers again).
struct NumberChange {
  absl::CivilDay changed_on;  // 사업자번호변경일
  SiteNumber previous;        // 이전사업자등록번호 and its 구분번호
};

struct StatedNumberChange {
  std::string changed_on;
  std::string previous_business_number;
  int previous_site_sequence = 0;
};

// Reads what was stated; adds what is wrong with paths that begin with `prefix` ("number_change.").
// `next` is the number applied for: the previous one must differ from it.
NumberChange ReadNumberChange(const StatedNumberChange& stated, const SiteNumber& next,
                              std::string_view prefix, absl::CivilDay today,
                              Violations& violations);

}  // namespace sems::registration
