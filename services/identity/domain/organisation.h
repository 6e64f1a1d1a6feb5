#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/identity/domain/field_problem.h"

namespace sems::identity {

// An invitation is a secret on its way to a person: long enough to arrive, no longer.
inline constexpr absl::Duration kInvitationLifetime = absl::Hours(7 * 24);

// 업체·기관 as its first member enters it.
struct OrganisationFacts {
  std::string name = {};             // 상호·명칭
  std::string business_number = {};  // 사업자등록번호: 10 digits once checked
  std::string representative = {};   // 대표자
};

// Everything wrong with it; brings the business number into its one spelling.
std::vector<FieldProblem> CheckOrganisation(OrganisationFacts& facts);

}  // namespace sems::identity
