#include "absl/strings/str_cat.h"
#include "services/facility/domain/number.h"
#include "services/facility/repository/item_sql.h"
#include "services/facility/repository/items.h"

namespace sems::facility {

template <>
std::vector<Stored<Stack>> Load(const server::SiteScope& site, db::Tx& tx, const Query& query) {
  std::vector<Stored<Stack>> stacks;
  for (const pqxx::row& row :
       SelectItems(site, tx,
                   absl::StrCat(R"(SELECT t.*, i.version, i.closed_on, c.name AS code_name
                           FROM stack_year t JOIN inventory_item i USING (site_id, item_id)
                           LEFT JOIN code c ON c.code = t.type_code AND c.code_table = )",
                                Table<Stack>::kCodeTable),
                   query)) {
    stacks.push_back({.id = db::ToText(row["item_id"]),
                      .facts = {.number = db::ToText(row["number"]),
                                .name = db::ToText(row["name"]),
                                .type_code = db::ToText(row["type_code"]),
                                .permit_number = db::ToText(row["permit_number"]),
                                .permit_name = db::ToText(row["permit_name"]),
                                .height_m = db::ToText(row["height_m"]),
                                .diameter_m = db::ToText(row["diameter_m"]),
                                .temperature_c = db::ToText(row["temperature_c"]),
                                .latitude = db::ToText(row["latitude"]),
                                .longitude = db::ToText(row["longitude"]),
                                .stack_class = row["stack_class"].as<int>(),
                                .tms = row["tms"].as<bool>()},
                      .closed_on = db::ToText(row["closed_on"]),
                      .version = row["version"].as<int64_t>(),
                      .code_name = db::ToText(row["code_name"])});
  }
  return stacks;
}

template <>
void Store(const server::SiteScope& site, db::Tx& tx, int survey_year,
           const std::vector<Row<Stack>>& changed, const std::vector<Row<Stack>>& added,
           const Stamp& stamp) {
  KeepFormerItems(site, tx, Table<Stack>::kName, survey_year, IdsOf(changed), stamp);
  RaiseVersions(site, tx, IdsOf(changed));
  InsertIdentities(site, tx, std::vector<Kind>(added.size(), Kind::kStack), IdsOf(added));
  const std::vector<Row<Stack>> rows = Joined(changed, added);
  auto column = [&](auto get) { return Column(rows, get); };
  using R = Row<Stack>;
  tx.Exec(
      R"(INSERT INTO stack_year AS t
           (site_id, survey_year, item_id, number, number_key, name, type_code, permit_number,
            permit_name, height_m, diameter_m, temperature_c, latitude, longitude, stack_class, tms)
         SELECT $1::uuid, $2, item_id, number, number_key, name, type_code, permit_number,
                permit_name, nullif(height_m, '')::numeric, nullif(diameter_m, '')::numeric,
                nullif(temperature_c, '')::numeric, nullif(latitude, '')::numeric,
                nullif(longitude, '')::numeric, stack_class, tms
         FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                     $15::smallint[], $16::boolean[])
              AS u (item_id, number, number_key, name, type_code, permit_number, permit_name,
                    height_m, diameter_m, temperature_c, latitude, longitude, stack_class, tms)
         ON CONFLICT (site_id, survey_year, item_id) DO UPDATE
         SET number = excluded.number, number_key = excluded.number_key, name = excluded.name,
             type_code = excluded.type_code, permit_number = excluded.permit_number,
             permit_name = excluded.permit_name, height_m = excluded.height_m,
             diameter_m = excluded.diameter_m, temperature_c = excluded.temperature_c,
             latitude = excluded.latitude, longitude = excluded.longitude,
             stack_class = excluded.stack_class, tms = excluded.tms)",
      site.site_id(), survey_year, column([](const R& r) { return r.id; }),
      column([](const R& r) { return r.facts.number; }),
      column([](const R& r) { return NumberSortKey(r.facts.number); }),
      column([](const R& r) { return r.facts.name; }),
      column([](const R& r) { return r.facts.type_code; }),
      column([](const R& r) { return r.facts.permit_number; }),
      column([](const R& r) { return r.facts.permit_name; }),
      column([](const R& r) { return r.facts.height_m; }),
      column([](const R& r) { return r.facts.diameter_m; }),
      column([](const R& r) { return r.facts.temperature_c; }),
      column([](const R& r) { return r.facts.latitude; }),
      column([](const R& r) { return r.facts.longitude; }),
      column([](const R& r) { return std::to_string(r.facts.stack_class); }),
      column([](const R& r) { return ToFlag(r.facts.tms); }));
}

}  // namespace sems::facility
