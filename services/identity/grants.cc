#include "services/identity/grants.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/districts.h"
#include "services/identity/domain/client_assertion.h"

namespace sems::identity {
namespace {

constexpr int kMostDistricts = 300;
constexpr int kMostRoles = 50;

}  // namespace

std::vector<std::string> ReadDistricts(const google::protobuf::RepeatedPtrField<std::string>& codes,
                                       absl::CivilDay today, FieldErrors& errors) {
  if (codes.size() > kMostDistricts) {
    errors.Add("district_codes", "TOO_MANY", "at most 300", "관할은 300개까지 지정할 수 있습니다.");
    return {};
  }
  std::set<std::string> seen;
  for (int i = 0; i < codes.size(); ++i) {
    const std::string field = absl::StrCat("district_codes[", i, "]");
    if (!Districts::Table().IsValidOn(codes.Get(i), today)) {
      errors.Add(field, "UNKNOWN_DISTRICT", "is no district code in force today",
                 "현재 유효한 행정구역 코드가 아닙니다.");
    } else if (!seen.insert(codes.Get(i)).second) {
      errors.Add(field, "DUPLICATE", "is named twice", "같은 코드가 두 번 있습니다.");
    }
  }
  return {seen.begin(), seen.end()};
}

std::vector<std::string> ReadStatutoryRoles(
    const google::protobuf::RepeatedPtrField<std::string>& roles, FieldErrors& errors) {
  if (roles.size() > kMostRoles) {
    errors.Add("granted_roles", "TOO_MANY", "at most 50", "역할은 50개까지 부여할 수 있습니다.");
    return {};
  }
  std::set<std::string> seen;
  for (int i = 0; i < roles.size(); ++i) {
    const std::string field = absl::StrCat("granted_roles[", i, "]");
    if (!IsStatutoryRoleId(roles.Get(i))) {
      errors.Add(field, "FORMAT", "is no id of a statutory role (noise_test_body)",
                 "법령상 역할의 식별자가 아닙니다.");
    } else if (!seen.insert(roles.Get(i)).second) {
      errors.Add(field, "DUPLICATE", "is named twice", "같은 역할이 두 번 있습니다.");
    }
  }
  return {seen.begin(), seen.end()};
}

}  // namespace sems::identity
