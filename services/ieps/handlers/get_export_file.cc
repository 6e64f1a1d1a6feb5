#include <utility>

#include "services/ieps/errors.h"
#include "services/ieps/file_answer.h"
#include "services/ieps/handlers/export_requests.h"
#include "services/ieps/handlers/handlers.h"

namespace sems::ieps::handlers {
namespace {

// The gateway holds a unary answer whole.
constexpr std::int64_t kMaxUnaryBytes = 32 << 20;

}  // namespace

absl::StatusOr<google::api::HttpBody> GetExportFile(Deps& deps, server::Call& call,
                                                    const v1::GetExportFileRequest& request) {
  const absl::StatusOr<ExportFileRow> file =
      ReadFileFacts(call, request.export_id(), request.file_name());
  if (!file.ok()) return file.status();
  if (file->size_bytes > kMaxUnaryBytes) return FileTooLarge(file->size_bytes);
  absl::StatusOr<std::string> bytes =
      ReadFileBytes(call, request.export_id(), *file, 0, file->size_bytes);
  if (!bytes.ok()) return bytes.status();
  AddFileHeaders(call, file->name, file->sha256);
  google::api::HttpBody response;
  response.set_content_type(file->content_type);
  response.set_data(*std::move(bytes));
  return response;
}

}  // namespace sems::ieps::handlers
