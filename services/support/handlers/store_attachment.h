#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/support/v1/attachment_service.pb.h"
#include "services/support/deps.h"
#include "services/support/repository/attachments.h"

namespace sems::support::handlers {

// Whose the file will be, and its clean name: refused before its bytes are read.
absl::StatusOr<repository::Attachment> Prepare(server::Call& call, const v1::AttachmentHead& head);

// Completes `attachment` by its bytes: type, digest. INVALID_ARGUMENT for what is not taken.
absl::Status Examine(const Deps& deps, const v1::AttachmentHead& head, const std::string& bytes,
                     repository::Attachment& attachment);

// Stores it with its audit row. RESOURCE_EXHAUSTED `QUOTA_EXCEEDED`.
absl::Status Store(const Deps& deps, server::UnitOfWork& work, const std::string& bytes,
                   const repository::Attachment& attachment);

absl::Status TooLarge(const Deps& deps);

}  // namespace sems::support::handlers
