#include "services/identity/domain/roles.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

TEST(Roles, TableOfWhoMayWhat) {
  struct Case {
    std::string_view role;
    bool signs_up, has_password, has_jurisdictions, holds_delegations;
  };
  const Case cases[] = {
      {"ROLE_SITE_OPERATOR", true, true, false, false},
      {"ROLE_MEASUREMENT_AGENT", true, true, false, true},
      {"ROLE_ORGANISATION", true, true, false, false},
      {"ROLE_LOCAL_OFFICER", false, true, true, false},
      {"ROLE_REGIONAL_ENV_OFFICER", false, true, true, false},
      {"ROLE_NICS_REVIEWER", false, true, false, false},
      {"ROLE_KOSHA_REVIEWER", false, true, true, false},
      {"ROLE_NIER_ADMIN", false, true, false, false},
      {"ROLE_MINISTRY", false, true, false, false},
      {"ROLE_AUDITOR", false, true, false, false},
      {"ROLE_PARTNER_SYSTEM", false, false, false, false},
      {"ROLE_UNSPECIFIED", false, false, false, false},
      {"", false, false, false, false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(MaySignUpAs(c.role), c.signs_up) << c.role;
    EXPECT_EQ(HasPassword(c.role), c.has_password) << c.role;
    EXPECT_EQ(HasJurisdictions(c.role), c.has_jurisdictions) << c.role;
    EXPECT_EQ(MayHoldDelegations(c.role), c.holds_delegations) << c.role;
  }
}

}  // namespace
}  // namespace sems::identity
