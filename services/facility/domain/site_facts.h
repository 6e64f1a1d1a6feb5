#pragma once

#include <string>

#include "services/facility/domain/fault.h"

namespace sems::facility {

// 사업장현황 in one survey year: what the site itself keeps.
struct SiteFacts {
  std::string industry_code;  // KSIC digits
  int region_class = 0;       // Ⅰ–Ⅲ지역 as 1–3; 0: not entered
  std::string industrial_complex;
  bool tms = false;
  std::string tms_site_code;
  int tms_stack_count = 0;
  std::string operation_started_on;

  bool operator==(const SiteFacts&) const = default;
};

Faults CheckSiteFacts(const SiteFacts& facts);

}  // namespace sems::facility
