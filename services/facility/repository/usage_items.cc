#include "absl/strings/str_cat.h"
#include "services/facility/domain/number.h"
#include "services/facility/repository/item_sql.h"
#include "services/facility/repository/items.h"

namespace sems::facility {

template <>
std::vector<Stored<Item>> Load(const server::SiteScope& site, db::Tx& tx, const Query& query) {
  // The code table of each kind: domain/item.h, TableOf.
  static const std::string* const kSelect = new std::string(absl::StrCat(
      R"(SELECT t.*, i.version, i.closed_on, c.name AS code_name, u.name AS unit_name
         FROM item_year t JOIN inventory_item i USING (site_id, item_id)
         LEFT JOIN code c ON c.code = t.code AND c.code_table = CASE t.kind WHEN )",
      static_cast<int>(Kind::kFuel), " THEN ", static_cast<int>(TableOf(Kind::kFuel)), " WHEN ",
      static_cast<int>(Kind::kMaterial), " THEN ", static_cast<int>(TableOf(Kind::kMaterial)),
      " WHEN ", static_cast<int>(Kind::kEnergy), " THEN ", static_cast<int>(TableOf(Kind::kEnergy)),
      " ELSE ", static_cast<int>(TableOf(Kind::kProduct)),
      " END LEFT JOIN code u ON u.code = t.unit_code AND u.code_table = ",
      static_cast<int>(CodeTable::kUsageUnit)));
  std::vector<Stored<Item>> items;
  for (const pqxx::row& row : SelectItems(site, tx, *kSelect, query)) {
    items.push_back({.id = db::ToText(row["item_id"]),
                     .facts = {.kind = static_cast<Kind>(row["kind"].as<int>()),
                               .number = db::ToText(row["number"]),
                               .code = db::ToText(row["code"]),
                               .name = db::ToText(row["name"]),
                               .other_name = db::ToText(row["other_name"]),
                               .unit_code = db::ToText(row["unit_code"])},
                     .closed_on = db::ToText(row["closed_on"]),
                     .version = row["version"].as<int64_t>(),
                     .code_name = db::ToText(row["code_name"]),
                     .unit_name = db::ToText(row["unit_name"])});
  }
  return items;
}

template <>
void Store(const server::SiteScope& site, db::Tx& tx, int survey_year,
           const std::vector<Row<Item>>& changed, const std::vector<Row<Item>>& added,
           const Stamp& stamp) {
  KeepFormerItems(site, tx, Table<Item>::kName, survey_year, IdsOf(changed), stamp);
  RaiseVersions(site, tx, IdsOf(changed));
  std::vector<Kind> kinds;
  for (const Row<Item>& row : added) kinds.push_back(row.facts.kind);
  InsertIdentities(site, tx, kinds, IdsOf(added));
  const std::vector<Row<Item>> rows = Joined(changed, added);
  auto column = [&](auto get) { return Column(rows, get); };
  using R = Row<Item>;
  tx.Exec(
      R"(INSERT INTO item_year AS t (site_id, survey_year, item_id, kind, number, number_key, code,
                                     name, other_name, unit_code)
         SELECT $1::uuid, $2, item_id, kind, number, number_key, code, name, other_name, unit_code
         FROM unnest($3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::text[])
              AS u (item_id, kind, number, number_key, code, name, other_name, unit_code)
         ON CONFLICT (site_id, survey_year, item_id) DO UPDATE
         SET number = excluded.number, number_key = excluded.number_key, code = excluded.code,
             name = excluded.name, other_name = excluded.other_name,
             unit_code = excluded.unit_code)",
      site.site_id(), survey_year, column([](const R& r) { return r.id; }),
      column([](const R& r) { return std::to_string(static_cast<int>(r.facts.kind)); }),
      column([](const R& r) { return r.facts.number; }),
      column([](const R& r) { return NumberSortKey(r.facts.number); }),
      column([](const R& r) { return r.facts.code; }),
      column([](const R& r) { return r.facts.name; }),
      column([](const R& r) { return r.facts.other_name; }),
      column([](const R& r) { return r.facts.unit_code; }));
}

}  // namespace sems::facility
