#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/registration/domain/site_facts.h"
#include "services/registration/domain/violation.h"

namespace sems::registration {

// 대상사업장관리: which facts an officer may correct. The business number and 구분번호 are not
// among them: who changes his number registers again (고시 제2018-43호 제5조①), so they change by
// application only.
bool IsCorrectable(std::string_view field);

// The site's facts with the named fields replaced by what was stated. Only named fields are
// checked: a site may keep a district code of its day. What is wrong is added with field paths that
// begin with `prefix`; names that cannot be corrected are answered at `update_mask`.
SiteFacts ReadCorrection(const SiteFacts& site, const StatedSiteFacts& stated,
                         const std::vector<std::string>& fields, std::string_view prefix,
                         absl::CivilDay today, const Districts& districts, Violations& violations);

}  // namespace sems::registration
