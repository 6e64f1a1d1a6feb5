#pragma once

#include <vector>

#include "absl/status/status.h"
#include "common/casework/engine.h"
#include "common/casework/service/sight.h"
#include "common/status/error.h"

namespace sems::casework {

// The engine's problems as an error: wrong fields together as a BadRequest, what is not so yet
// together as a PreconditionFailure; the ErrorInfo is of the first and names its rule and article.
// As many as fit kMaxErrorDetailBytes are listed, and their count.
absl::Status ToStatus(const std::vector<Problem>& problems);

// A case that is not there or not in sight: who sees all there are is told which.
absl::Status NoCase(const Sight& sight, const std::string& case_id);

}  // namespace sems::casework
