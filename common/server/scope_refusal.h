#pragma once

#include <optional>

#include "absl/status/status.h"
#include "common/server/access_rules.h"
#include "common/server/scope.h"

namespace sems::server {

// What a person who was refused as out of scope would need: the roles that a call is for, as its
// contract has it, or what the data of this role is. It is said in the same words whether what was
// asked for exists or not. Every other status is answered as it is.
absl::Status SayWhatIsNeeded(const absl::Status& refusal, const Method& method,
                             const Caller& caller, const std::optional<Scope>& scope);

}  // namespace sems::server
