#include "services/facility/domain/site_facts.h"

#include <algorithm>

#include "services/facility/domain/field_rules.h"

namespace sems::facility {

Faults CheckSiteFacts(const SiteFacts& facts) {
  Faults faults;
  const std::string& ksic = facts.industry_code;
  bool digits = std::all_of(ksic.begin(), ksic.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!ksic.empty() && (!digits || ksic.size() < 2 || ksic.size() > 5)) {
    AddFault(faults, "industry_code", "INVALID_KSIC", "Must be 2 to 5 digits of the KSIC.",
             "한국표준산업분류 코드 2~5자리 숫자여야 합니다.");
  }
  CheckRange("region_class", facts.region_class, 0, 3, faults);
  CheckText("industrial_complex", facts.industrial_complex, 0, 100, faults);
  CheckText("tms_site_code", facts.tms_site_code, 0, 20, faults);
  CheckRange("tms_stack_count", facts.tms_stack_count, 0, 9999, faults);
  if (!facts.tms && !facts.tms_site_code.empty()) {
    AddFault(faults, "tms_site_code", "NOT_ALLOWED", "Only for a site with TMS.",
             "굴뚝 TMS 부착 사업장만 입력할 수 있습니다.");
  }
  if (!facts.tms && facts.tms_stack_count != 0) {
    AddFault(faults, "tms_stack_count", "NOT_ALLOWED", "Only for a site with TMS.",
             "굴뚝 TMS 부착 사업장만 입력할 수 있습니다.");
  }
  CheckDay("operation_started_on", facts.operation_started_on, faults);
  return faults;
}

}  // namespace sems::facility
