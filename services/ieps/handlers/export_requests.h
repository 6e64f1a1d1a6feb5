#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "services/ieps/repository/export.h"

// What the RPCs that read exports have in common.
namespace sems::ieps::handlers {

// INVALID_ARGUMENT for text that is no id.
absl::Status CheckExportId(const std::string& export_id);

// A file that is still kept: NOT_FOUND for one that never was (an export of refused forms has
// none), NOT_FOUND FILE_EXPIRED after 24 hours.
absl::StatusOr<ExportFileRow> ReadFileFacts(server::Call& call, const std::string& export_id,
                                            const std::string& name);

// A piece of its bytes.
absl::StatusOr<std::string> ReadFileBytes(server::Call& call, const std::string& export_id,
                                          const ExportFileRow& file, std::int64_t offset,
                                          std::int64_t length);

}  // namespace sems::ieps::handlers
