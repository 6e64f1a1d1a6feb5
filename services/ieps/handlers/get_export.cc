#include <optional>

#include "services/ieps/convert.h"
#include "services/ieps/errors.h"
#include "services/ieps/handlers/export_requests.h"
#include "services/ieps/handlers/handlers.h"

namespace sems::ieps::handlers {

absl::StatusOr<v1::GetExportResponse> GetExport(Deps& deps, server::Call& call,
                                                const v1::GetExportRequest& request) {
  if (absl::Status status = CheckExportId(request.export_id()); !status.ok()) return status;
  return call.Read<v1::GetExportResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::GetExportResponse> {
    const std::optional<ExportWithReport> found = FindExport(call.site(), tx, request.export_id());
    if (!found) return ExportNotFound(request.export_id());
    v1::GetExportResponse response;
    *response.mutable_export_() = ToProto(call.site().site_id(), found->row);
    response.mutable_export_()->mutable_report()->ParseFromString(found->report);
    return response;
  });
}

}  // namespace sems::ieps::handlers
