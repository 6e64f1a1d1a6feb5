#include "services/ieps/repository/export.h"

#include <map>
#include <utility>

#include "common/db/tx.h"
#include "common/values/civil.h"

namespace sems::ieps {
namespace {

constexpr std::string_view kColumns =
    "export_id, month, array_to_string(forms, ','), leave_meter_electricity_blank,"
    " leave_daily_fuel_blank, created_at, created_by";

std::vector<FormId> ToForms(const pqxx::field& field) {
  std::vector<FormId> forms;
  int number = 0;
  for (const char c : db::ToText(field) + ",") {
    if (c != ',') {
      number = number * 10 + (c - '0');
    } else if (number > 0) {
      forms.push_back(static_cast<FormId>(std::exchange(number, 0)));
    }
  }
  return forms;
}

ExportRow ToExport(const pqxx::row& row) {
  ExportRow one;
  one.export_id = db::ToText(row[0]);
  one.month = MonthOf(db::ToDay(row[1]));
  one.forms = ToForms(row[2]);
  one.options = {row[3].as<bool>(), row[4].as<bool>()};
  one.created_at = db::ToTime(row[5]);
  one.created_by = db::ToText(row[6]);
  return one;
}

// Columns from `at` on.
ExportFileRow ToFile(const pqxx::row& row, int at) {
  return {db::ToText(row[at]), db::ToText(row[at + 1]), row[at + 2].as<std::int64_t>(),
          db::ToBytes(row[at + 3]), db::ToTime(row[at + 4])};
}

void AddFiles(const server::SiteScope& site, db::Tx& tx, std::vector<ExportRow>& exports) {
  std::vector<std::string> ids;
  std::map<std::string, ExportRow*> by_id;
  for (ExportRow& one : exports) {
    ids.push_back(one.export_id);
    by_id[one.export_id] = &one;
  }
  for (const pqxx::row& row :
       tx.Exec("SELECT export_id, name, content_type, size_bytes, sha256, expires_at"
               " FROM export_file WHERE site_id = $1 AND export_id = ANY ($2::uuid[])"
               " ORDER BY export_id, name",
               site.site_id(), db::TextArray(ids))) {
    by_id.at(db::ToText(row[0]))->files.push_back(ToFile(row, 1));
  }
}

std::optional<absl::CivilDay> FirstDayOf(const std::optional<absl::CivilMonth>& month) {
  if (!month) return std::nullopt;
  return FirstDay(*month);
}

}  // namespace

void InsertExport(const server::SiteScope& site, db::Tx& tx, const ExportRow& row,
                  std::string_view report) {
  std::vector<int> forms;
  for (FormId form : row.forms) forms.push_back(static_cast<int>(form));
  tx.Exec(
      "INSERT INTO export (site_id, export_id, month, forms, leave_meter_electricity_blank,"
      " leave_daily_fuel_blank, created_at, created_by, report)"
      " VALUES ($1, $2, $3, $4::smallint[], $5, $6, $7, $8, $9)",
      site.site_id(), row.export_id, FirstDay(row.month), db::IntArray(forms),
      row.options.leave_meter_electricity_blank, row.options.leave_daily_fuel_blank, row.created_at,
      row.created_by, db::Bytes{report});
}

void InsertExportFile(const server::SiteScope& site, db::Tx& tx, const std::string& export_id,
                      const ExportFileRow& file, std::string_view bytes) {
  tx.Exec(
      "INSERT INTO export_file (site_id, export_id, name, content_type, size_bytes, sha256,"
      " expires_at, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      site.site_id(), export_id, file.name, file.content_type, file.size_bytes,
      db::Bytes{file.sha256}, file.expires_at, db::Bytes{bytes});
}

std::optional<ExportWithReport> FindExport(const server::SiteScope& site, db::Tx& tx,
                                           const std::string& export_id) {
  static const std::string sql = "SELECT " + std::string(kColumns) +
                                 ", report FROM export WHERE site_id = $1 AND export_id = $2";
  const pqxx::result rows = tx.Exec(sql, site.site_id(), export_id);
  if (rows.empty()) return std::nullopt;
  std::vector<ExportRow> exports = {ToExport(rows[0])};
  AddFiles(site, tx, exports);
  return ExportWithReport{std::move(exports[0]), db::ToBytes(rows[0][7])};
}

std::vector<ExportRow> ListExportRows(const server::SiteScope& site, db::Tx& tx,
                                      const ExportFilter& filter) {
  static const std::string sql =
      "SELECT " + std::string(kColumns) +
      " FROM export WHERE site_id = $1 AND ($2::date IS NULL OR month = $2)"
      " AND ($3::uuid IS NULL OR export_id < $3) ORDER BY export_id DESC LIMIT $4";
  std::vector<ExportRow> exports;
  for (const pqxx::row& row :
       tx.Exec(sql, site.site_id(), FirstDayOf(filter.month), filter.after_id, filter.limit + 1)) {
    exports.push_back(ToExport(row));
  }
  AddFiles(site, tx, exports);
  return exports;
}

int CountExports(const server::SiteScope& site, db::Tx& tx, const ExportFilter& filter) {
  return tx
      .Exec("SELECT count(*) FROM export WHERE site_id = $1 AND ($2::date IS NULL OR month = $2)",
            site.site_id(), FirstDayOf(filter.month))[0][0]
      .as<int>();
}

std::optional<ExportFileRow> FindExportFile(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& export_id, const std::string& name) {
  const pqxx::result rows = tx.Exec(
      "SELECT name, content_type, size_bytes, sha256, expires_at FROM export_file"
      " WHERE site_id = $1 AND export_id = $2 AND ($3 = '' OR name = $3) ORDER BY name LIMIT 1",
      site.site_id(), export_id, name);
  if (rows.empty()) return std::nullopt;
  return ToFile(rows[0], 0);
}

std::optional<std::string> ReadExportBytes(const server::SiteScope& site, db::Tx& tx,
                                           const std::string& export_id, const std::string& name,
                                           std::int64_t offset, std::int64_t length) {
  const pqxx::result rows = tx.Exec(
      "SELECT substring(content FROM $4::int FOR $5::int) FROM export_file"
      " WHERE site_id = $1 AND export_id = $2 AND name = $3 AND content IS NOT NULL",
      site.site_id(), export_id, name, offset + 1, length);
  if (rows.empty()) return std::nullopt;
  return db::ToBytes(rows[0][0]);
}

}  // namespace sems::ieps
