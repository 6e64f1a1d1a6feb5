#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

// The refusals of this service that several handlers give.
namespace sems::ieps {

absl::Status SiteCodeMissing(absl::StatusCode code);
absl::Status DraftNotFound(std::string_view draft_id);
absl::Status DraftExpired();
absl::Status DraftNotChecked();
absl::Status DraftHasErrors(int error_count);
absl::Status DraftStale();
absl::Status ExportNotFound(std::string_view export_id);
absl::Status FileNotFound(std::string_view name);
absl::Status FileExpired();
absl::Status FileTooLarge(std::int64_t size_bytes);

}  // namespace sems::ieps
