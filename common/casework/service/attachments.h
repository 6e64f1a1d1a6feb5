#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/server/call.h"

namespace sems::casework {

// What support keeps of a file that is to be linked to the case. Outside any transaction.
absl::StatusOr<AttachmentLink> AskForAttachment(Casework& casework, server::Call& call,
                                                const std::string& case_id,
                                                const std::string& attachment_id);

}  // namespace sems::casework
