#include "common/casework/testing/people.h"

#include "common/values/uuid.h"

namespace sems::casework::testing {
namespace {

constexpr char kDistrict[] = "28260";       // 인천광역시 서구
constexpr char kAbove[] = "28";             // 인천광역시
constexpr char kOtherDistrict[] = "11110";  // 서울특별시 종로구

// Every statutory role that a partner system can be granted.
const std::vector<std::string>& PartnerRoles() {
  static const std::vector<std::string> roles = {
      "noise_test_body",        "utility_agency_head", "moel",
      "regional_labour_office", "motie_minister",      "moel_minister",
      "importing_country",      "chem_association"};
  return roles;
}

}  // namespace

People::People(Harness& harness)
    : organisation_id_(NewUuidV7(absl::Now())), body_organisation_id_(NewUuidV7(absl::Now())) {
  const auto add = [&](common::v1::Role role) -> Person& {
    const std::string name = common::v1::Role_Name(role).substr(5);
    const Person person = harness.MakePerson(role);
    strangers_.emplace_back(name, harness.MakePerson(role));
    return right_[name] = person;
  };
  site_id_ = harness.MakeSite({add(common::v1::ROLE_SITE_OPERATOR)}, kDistrict);
  harness.MakeSite({strangers_.back().second}, kDistrict);

  harness.SetOrganisation(add(common::v1::ROLE_ORGANISATION), organisation_id_);
  harness.SetOrganisation(strangers_.back().second, NewUuidV7(absl::Now()));
  for (common::v1::Role role :
       {common::v1::ROLE_LOCAL_OFFICER, common::v1::ROLE_REGIONAL_ENV_OFFICER,
        common::v1::ROLE_KOSHA_REVIEWER}) {
    harness.SetJurisdictions(add(role), {kDistrict});
    harness.SetJurisdictions(strangers_.back().second, {kOtherDistrict});
  }
  harness.SetGrantedRoles(add(common::v1::ROLE_PARTNER_SYSTEM), PartnerRoles(), {kDistrict});
  harness.SetGrantedRoles(strangers_.back().second, PartnerRoles(), {kOtherDistrict});
  // Of these there is one for the whole nation: no other office of their kind.
  for (common::v1::Role role :
       {common::v1::ROLE_NIER_ADMIN, common::v1::ROLE_MINISTRY, common::v1::ROLE_NICS_REVIEWER}) {
    add(role);
    strangers_.pop_back();
  }
  office_above_ = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(office_above_, {kAbove});
  body_ = harness.MakePerson(common::v1::ROLE_ORGANISATION);
  harness.SetOrganisation(body_, body_organisation_id_);
}

}  // namespace sems::casework::testing
