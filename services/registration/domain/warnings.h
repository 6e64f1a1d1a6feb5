#pragma once

#include <string>
#include <vector>

#include "services/registration/domain/decision.h"
#include "services/registration/domain/site_facts.h"
#include "services/registration/domain/violation.h"

namespace sems::registration {

// What the register knows beside a pending application.
struct RegisterFacts {
  bool number_registered = false;        // another live site has the number applied for
  bool number_also_applied_for = false;  // another application with it is pending
  bool permit_number_in_use = false;     // another live site of the same district has the permit
  bool previous_site_missing = false;  // a change whose previous site is not in the officer's scope
};

// What an officer should look at before deciding; none of it refuses the application.
std::vector<Violation> OfficerWarnings(const SiteFacts& facts, RequestReason reason,
                                       const std::string& previous_business_number,
                                       const RegisterFacts& known);

}  // namespace sems::registration
