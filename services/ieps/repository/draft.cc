#include "services/ieps/repository/draft.h"

#include <utility>

#include "common/db/tx.h"

namespace sems::ieps {
namespace {

using Texts = std::vector<std::optional<std::string>>;

}  // namespace

std::vector<Tab> Draft::Tabs() const {
  std::vector<Tab> tabs;
  for (const DraftBase& base : bases) tabs.push_back(base.tab);
  return tabs;
}

void InsertDraft(const server::SiteScope& site, db::Tx& tx, const Draft& draft) {
  std::vector<int> tabs, years;
  std::vector<std::int64_t> versions;
  for (const DraftBase& base : draft.bases) {
    tabs.push_back(static_cast<int>(base.tab));
    years.push_back(base.survey_year);
    versions.push_back(base.version);
  }
  tx.Exec(
      "INSERT INTO mapping_draft (site_id, draft_id, survey_year, tabs, base_years, base_versions,"
      " created_at, created_by, expires_at, error_count)"
      " VALUES ($1, $2, $3, $4::smallint[], $5::int[], $6::bigint[], $7, $8, $9, 0)",
      site.site_id(), draft.draft_id, draft.survey_year, db::IntArray(tabs), db::IntArray(years),
      db::IntArray(versions), draft.created_at, draft.created_by, draft.expires_at);
  std::vector<int> positions, row_tabs, sheet_rows;
  Texts numbers, names, types, permit_numbers, permit_names, units, ieps_numbers, ieps_names,
      absent;
  for (const DraftRow& row : draft.rows) {
    positions.push_back(static_cast<int>(positions.size()));
    row_tabs.push_back(static_cast<int>(row.tab));
    sheet_rows.push_back(row.row);
    numbers.push_back(row.sems_number);
    names.push_back(row.sems_name);
    types.push_back(row.sems_type);
    permit_numbers.push_back(row.permit_number);
    permit_names.push_back(row.permit_name);
    units.push_back(row.unit);
    ieps_numbers.push_back(row.ieps_number);
    ieps_names.push_back(row.ieps_name);
    absent.push_back(row.not_in_ieps);
  }
  tx.Exec(
      "INSERT INTO mapping_draft_row (site_id, draft_id, position, tab, sheet_row, sems_number,"
      " sems_name, sems_type, permit_number, permit_name, unit, ieps_number, ieps_name,"
      " not_in_ieps)"
      " SELECT $1, $2, * FROM unnest($3::int[], $4::smallint[], $5::int[], $6::text[], $7::text[],"
      " $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])",
      site.site_id(), draft.draft_id, db::IntArray(positions), db::IntArray(row_tabs),
      db::IntArray(sheet_rows), db::TextArray(numbers), db::TextArray(names), db::TextArray(types),
      db::TextArray(permit_numbers), db::TextArray(permit_names), db::TextArray(units),
      db::TextArray(ieps_numbers), db::TextArray(ieps_names), db::TextArray(absent));
}

std::optional<Draft> FindDraft(const server::SiteScope& site, db::Tx& tx,
                               const std::string& draft_id, int survey_year) {
  const pqxx::result found = tx.Exec(
      "SELECT created_at, created_by, expires_at, checked_at, error_count FROM mapping_draft"
      " WHERE site_id = $1 AND draft_id = $2 AND survey_year = $3",
      site.site_id(), draft_id, survey_year);
  if (found.empty()) return std::nullopt;
  Draft draft;
  draft.draft_id = draft_id;
  draft.survey_year = survey_year;
  draft.created_at = db::ToTime(found[0][0]);
  draft.created_by = db::ToText(found[0][1]);
  draft.expires_at = db::ToTime(found[0][2]);
  if (!found[0][3].is_null()) draft.checked_at = db::ToTime(found[0][3]);
  draft.error_count = found[0][4].as<int>();
  for (const pqxx::row& row :
       tx.Exec("SELECT b.tab, b.year, b.version"
               " FROM mapping_draft d,"
               " unnest(d.tabs, d.base_years, d.base_versions) AS b (tab, year, version)"
               " WHERE d.site_id = $1 AND d.draft_id = $2 ORDER BY b.tab",
               site.site_id(), draft_id)) {
    draft.bases.push_back(
        {static_cast<Tab>(row[0].as<int>()), row[1].as<int>(), row[2].as<std::int64_t>()});
  }
  for (const pqxx::row& row :
       tx.Exec("SELECT tab, sheet_row, sems_number, sems_name, sems_type, permit_number,"
               " permit_name, unit, ieps_number, ieps_name, not_in_ieps FROM mapping_draft_row"
               " WHERE site_id = $1 AND draft_id = $2 ORDER BY position",
               site.site_id(), draft_id)) {
    DraftRow& one = draft.rows.emplace_back();
    one.tab = static_cast<Tab>(row[0].as<int>());
    one.row = row[1].as<int>();
    one.sems_number = db::ToText(row[2]);
    one.sems_name = db::ToOptionalText(row[3]);
    one.sems_type = db::ToOptionalText(row[4]);
    one.permit_number = db::ToOptionalText(row[5]);
    one.permit_name = db::ToOptionalText(row[6]);
    one.unit = db::ToOptionalText(row[7]);
    one.ieps_number = db::ToText(row[8]);
    one.ieps_name = db::ToText(row[9]);
    one.not_in_ieps = db::ToText(row[10]);
  }
  return draft;
}

bool MarkChecked(const server::SiteScope& site, db::Tx& tx, const std::string& draft_id,
                 absl::Time at, int error_count) {
  return tx.Exec(
               "UPDATE mapping_draft SET checked_at = $3, error_count = $4"
               " WHERE site_id = $1 AND draft_id = $2",
               site.site_id(), draft_id, at, error_count)
             .affected_rows() > 0;
}

bool UseUpDraft(const server::SiteScope& site, db::Tx& tx, const std::string& draft_id) {
  return tx.Exec("DELETE FROM mapping_draft WHERE site_id = $1 AND draft_id = $2", site.site_id(),
                 draft_id)
             .affected_rows() > 0;
}

}  // namespace sems::ieps
