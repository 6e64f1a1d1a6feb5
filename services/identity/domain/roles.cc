#include "services/identity/domain/roles.h"

#include <algorithm>
#include <iterator>

namespace sems::identity {
namespace {

constexpr std::string_view kSelfRegistered[] = {"ROLE_SITE_OPERATOR", "ROLE_MEASUREMENT_AGENT",
                                                "ROLE_ORGANISATION"};
constexpr std::string_view kPersons[] = {"ROLE_SITE_OPERATOR", "ROLE_MEASUREMENT_AGENT",
                                         "ROLE_LOCAL_OFFICER", "ROLE_REGIONAL_ENV_OFFICER",
                                         "ROLE_NICS_REVIEWER", "ROLE_KOSHA_REVIEWER",
                                         "ROLE_NIER_ADMIN",    "ROLE_MINISTRY",
                                         "ROLE_ORGANISATION",  "ROLE_AUDITOR"};
constexpr std::string_view kOfficers[] = {"ROLE_LOCAL_OFFICER", "ROLE_REGIONAL_ENV_OFFICER",
                                          "ROLE_KOSHA_REVIEWER"};

template <size_t N>
bool In(const std::string_view (&roles)[N], std::string_view role) {
  return std::find(std::begin(roles), std::end(roles), role) != std::end(roles);
}

}  // namespace

bool MaySignUpAs(std::string_view role) { return In(kSelfRegistered, role); }

bool HasPassword(std::string_view role) { return In(kPersons, role); }

bool HasJurisdictions(std::string_view role) { return In(kOfficers, role); }

bool MayHoldDelegations(std::string_view role) { return role == "ROLE_MEASUREMENT_AGENT"; }

}  // namespace sems::identity
