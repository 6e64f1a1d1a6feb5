#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/ieps/domain/form_rows.h"

namespace sems::db {
class Tx;
}

namespace sems::ieps {

struct ExportFileRow {
  std::string name;
  std::string content_type;
  std::int64_t size_bytes = 0;
  std::string sha256;  // 32 bytes
  absl::Time expires_at;
};

struct ExportRow {
  std::string export_id;
  absl::CivilMonth month;
  std::vector<FormId> forms;
  ExportOptions options;
  absl::Time created_at;
  std::string created_by;
  std::vector<ExportFileRow> files;
};

void InsertExport(const server::SiteScope& site, db::Tx& tx, const ExportRow& row,
                  std::string_view report);
// Each file of the export with its bytes.
void InsertExportFile(const server::SiteScope& site, db::Tx& tx, const std::string& export_id,
                      const ExportFileRow& file, std::string_view bytes);

struct ExportWithReport {
  ExportRow row;
  std::string report;  // serialized sems.ieps.v1.ExportReport
};
std::optional<ExportWithReport> FindExport(const server::SiteScope& site, db::Tx& tx,
                                           const std::string& export_id);

struct ExportFilter {
  std::optional<absl::CivilMonth> month;
  std::optional<std::string> after_id;
  int limit = 0;
};
// Newest first; one more than `limit`, to tell whether there is another page.
std::vector<ExportRow> ListExportRows(const server::SiteScope& site, db::Tx& tx,
                                      const ExportFilter& filter);
int CountExports(const server::SiteScope& site, db::Tx& tx, const ExportFilter& filter);

// The facts of the file of that name, or of the only one for an empty name.
std::optional<ExportFileRow> FindExportFile(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& export_id, const std::string& name);
// A piece of its bytes from `offset` on; nothing once they are gone.
std::optional<std::string> ReadExportBytes(const server::SiteScope& site, db::Tx& tx,
                                           const std::string& export_id, const std::string& name,
                                           std::int64_t offset, std::int64_t length);

}  // namespace sems::ieps
