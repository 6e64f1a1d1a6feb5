#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/server/scope.h"
#include "common/status/error.h"
#include "services/registration/domain/decision.h"

// The errors this service gives in more than one place.
namespace sems::registration::handlers {

// An application that is not there or not in scope: who sees the nation is told which.
absl::Status NoApplication(const server::Scope& scope, const std::string& id);

// A refusal that fails the call (one application, not a selection).
absl::Status ToStatus(Refusal refusal);

absl::Status NumberRegistered();

// Adds NOT_AN_ID unless the text is a UUID.
void CheckId(std::string_view field, const std::string& id, FieldErrors& errors);

// Reads a reason that others are shown: 1–500 characters, trimmed.
std::string ReadReason(std::string_view field, const std::string& stated, FieldErrors& errors);

}  // namespace sems::registration::handlers
