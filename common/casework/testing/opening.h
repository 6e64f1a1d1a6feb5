#pragma once

#include <map>
#include <string>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/law_seen.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// What values may be, where an event sets one.
const std::map<std::string, std::string>& SomeValues();

// Opens a case for whoever may have one, by whoever may open it, with what it needs. The error is
// that which says most: not that somebody may not, but why the right one could not.
absl::StatusOr<v1::Case> OpenSomehow(CaseClient& client, const People& people,
                                     const v1::Procedure& procedure, const std::string& machine,
                                     const std::string& variant, const std::string& subject_name);

}  // namespace sems::casework::testing
