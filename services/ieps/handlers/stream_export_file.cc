#include <algorithm>
#include <utility>

#include "services/ieps/convert.h"
#include "services/ieps/handlers/export_requests.h"
#include "services/ieps/handlers/handlers.h"

namespace sems::ieps::handlers {
namespace {

constexpr std::int64_t kChunkBytes = 1 << 20;

}  // namespace

absl::Status StreamExportFile(Deps& deps, server::Call& call,
                              const v1::StreamExportFileRequest& request,
                              grpc::ServerWriter<v1::StreamExportFileResponse>& writer) {
  const absl::StatusOr<ExportFileRow> file =
      ReadFileFacts(call, request.export_id(), request.file_name());
  if (!file.ok()) return file.status();
  v1::StreamExportFileResponse first;
  *first.mutable_file() = ToProto(*file);
  if (!writer.Write(first)) return absl::CancelledError("the caller has gone");
  for (std::int64_t offset = 0; offset < file->size_bytes; offset += kChunkBytes) {
    absl::StatusOr<std::string> bytes = ReadFileBytes(
        call, request.export_id(), *file, offset, std::min(kChunkBytes, file->size_bytes - offset));
    if (!bytes.ok()) return bytes.status();
    v1::StreamExportFileResponse piece;
    piece.set_chunk(*std::move(bytes));
    if (!writer.Write(piece)) return absl::CancelledError("the caller has gone");
  }
  return absl::OkStatus();
}

}  // namespace sems::ieps::handlers
