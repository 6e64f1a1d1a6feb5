#pragma once

#include <map>
#include <string>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// What the ErrorInfo of a refusal says besides its reason.
std::map<std::string, std::string> MetadataOf(const absl::Status& status);

// Raises the event, giving the file, content or fee that its refusals name until nothing is
// missing.
absl::StatusOr<v1::Case> RaiseGiving(CaseClient& client, const People& people,
                                     const std::string& case_id, const Person& person,
                                     const v1::EventInput& input,
                                     const std::string& request_id = "");

}  // namespace sems::casework::testing
