#pragma once

#include <string>
#include <vector>

#include "services/identity/domain/field_problem.h"

namespace sems::identity {

// 사용자 정보 (부서명, 담당자명, 연락처) with the organisation it belongs to.
struct Profile {
  std::string organisation_name = {};
  std::string department = {};
  std::string contact_name = {};
  std::string phone = {};
  std::string email = {};

  bool operator==(const Profile&) const = default;
};

// Who fills the profile in: the person himself, who gives a name and a way to reach him, or an
// administrator, who may leave what needs the person's consent for later.
enum class ProfileBy { kHolder, kAdministrator };

// Everything wrong with it; field names begin with "profile.".
std::vector<FieldProblem> CheckProfile(const Profile& profile, ProfileBy by);

}  // namespace sems::identity
