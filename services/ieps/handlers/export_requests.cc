#include "services/ieps/handlers/export_requests.h"

#include <optional>
#include <utility>

#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/ieps/errors.h"

namespace sems::ieps::handlers {

absl::Status CheckExportId(const std::string& export_id) {
  FieldErrors errors;
  if (!IsUuid(export_id)) {
    errors.Add("export_id", "FORMAT", "is no id (UUID)", "다운로드 ID(UUID)가 아닙니다.");
  }
  return errors.ToStatus();
}

absl::StatusOr<ExportFileRow> ReadFileFacts(server::Call& call, const std::string& export_id,
                                            const std::string& name) {
  if (absl::Status status = CheckExportId(export_id); !status.ok()) return status;
  return call.Read<ExportFileRow>([&](db::Tx& tx) -> absl::StatusOr<ExportFileRow> {
    std::optional<ExportFileRow> file = FindExportFile(call.site(), tx, export_id, name);
    if (!file) return FileNotFound(name.empty() ? export_id : name);
    if (file->expires_at <= call.now()) return FileExpired();
    return *std::move(file);
  });
}

absl::StatusOr<std::string> ReadFileBytes(server::Call& call, const std::string& export_id,
                                          const ExportFileRow& file, std::int64_t offset,
                                          std::int64_t length) {
  return call.Read<std::string>([&](db::Tx& tx) -> absl::StatusOr<std::string> {
    std::optional<std::string> bytes =
        ReadExportBytes(call.site(), tx, export_id, file.name, offset, length);
    if (!bytes) return FileExpired();
    return *std::move(bytes);
  });
}

}  // namespace sems::ieps::handlers
