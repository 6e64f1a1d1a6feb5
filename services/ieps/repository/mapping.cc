#include "services/ieps/repository/mapping.h"

#include <utility>

#include "common/db/tx.h"

namespace sems::ieps {

std::vector<SavedTabRow> FindSavedTabs(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  std::vector<SavedTabRow> tabs;
  for (const pqxx::row& row :
       tx.Exec("SELECT DISTINCT ON (tab) tab, survey_year, version, saved_at, saved_by"
               " FROM mapping_save WHERE site_id = $1 AND survey_year <= $2"
               " ORDER BY tab, survey_year DESC, version DESC",
               site.site_id(), survey_year)) {
    tabs.push_back({static_cast<Tab>(row[0].as<int>()), row[1].as<int>(), row[2].as<std::int64_t>(),
                    db::ToTime(row[3]), db::ToText(row[4])});
  }
  return tabs;
}

SavedMapping LoadMapping(const server::SiteScope& site, db::Tx& tx,
                         const std::vector<SavedTabRow>& tabs) {
  SavedMapping mapping;
  std::vector<int> names, years;
  std::vector<std::int64_t> versions;
  for (const SavedTabRow& tab : tabs) {
    mapping[tab.tab];  // saved, if only empty
    names.push_back(static_cast<int>(tab.tab));
    years.push_back(tab.survey_year);
    versions.push_back(tab.version);
  }
  if (tabs.empty()) return mapping;
  for (const pqxx::row& row :
       tx.Exec("SELECT i.tab, i.item_id, i.ieps_number, i.ieps_name, i.not_in_ieps"
               " FROM unnest($2::smallint[], $3::int[], $4::bigint[]) AS s (tab, year, version)"
               " JOIN mapping_item i ON i.site_id = $1 AND i.survey_year = s.year"
               " AND i.tab = s.tab AND i.version = s.version",
               site.site_id(), db::IntArray(names), db::IntArray(years), db::IntArray(versions))) {
    MappedItem item{db::ToText(row[1]), db::ToText(row[2]), db::ToText(row[3]), row[4].as<bool>()};
    std::string id = item.item_id;
    mapping[static_cast<Tab>(row[0].as<int>())].emplace(std::move(id), std::move(item));
  }
  return mapping;
}

bool InsertSavedTab(const server::SiteScope& site, db::Tx& tx, const SavedTabRow& saved,
                    const TabMapping& mapping) {
  const int tab = static_cast<int>(saved.tab);
  const bool first =
      tx.Exec(
            "INSERT INTO mapping_save (site_id, survey_year, tab, version, saved_at, saved_by)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            site.site_id(), saved.survey_year, tab, saved.version, saved.saved_at, saved.saved_by)
          .affected_rows() > 0;
  if (!first) return false;
  std::vector<std::string> ids, numbers, names, absent;
  for (const auto& [id, item] : mapping) {
    ids.push_back(id);
    numbers.push_back(item.ieps_number);
    names.push_back(item.ieps_name);
    absent.push_back(item.not_in_ieps ? "t" : "f");
  }
  tx.Exec(
      "INSERT INTO mapping_item"
      " (site_id, survey_year, tab, version, item_id, ieps_number, ieps_name, not_in_ieps)"
      " SELECT $1, $2, $3, $4, * FROM unnest($5::uuid[], $6::text[], $7::text[], $8::boolean[])",
      site.site_id(), saved.survey_year, tab, saved.version, db::TextArray(ids),
      db::TextArray(numbers), db::TextArray(names), db::TextArray(absent));
  return true;
}

}  // namespace sems::ieps
