#include "absl/strings/str_cat.h"
#include "services/facility/domain/number.h"
#include "services/facility/repository/item_sql.h"
#include "services/facility/repository/items.h"

namespace sems::facility {
namespace {

void LoadUses(const server::SiteScope& site, db::Tx& tx, int survey_year,
              std::vector<Stored<EmissionFacility>>& facilities) {
  std::map<std::string, EmissionFacility*> by_id;
  std::vector<std::string> ids;
  for (Stored<EmissionFacility>& facility : facilities) {
    by_id.emplace(facility.id, &facility.facts);
    ids.push_back(facility.id);
  }
  for (const pqxx::row& row : tx.Exec(R"(SELECT u.facility_id, u.item_id, i.kind
                  FROM facility_use u JOIN inventory_item i USING (site_id, item_id)
                  WHERE u.site_id = $1::uuid AND u.survey_year = $2
                    AND u.facility_id = ANY($3::uuid[])
                  ORDER BY u.facility_id, u.item_id)",
                                      site.site_id(), survey_year, db::TextArray(ids))) {
    EmissionFacility& facility = *by_id.at(db::ToText(row["facility_id"]));
    bool fuel = static_cast<Kind>(row["kind"].as<int>()) == Kind::kFuel;
    (fuel ? facility.fuel_item_ids : facility.material_item_ids)
        .push_back(db::ToText(row["item_id"]));
  }
}

// The former uses are part of the former row.
void StoreUses(const server::SiteScope& site, db::Tx& tx, int survey_year,
               const std::vector<Row<EmissionFacility>>& rows) {
  tx.Exec(R"(DELETE FROM facility_use
             WHERE site_id = $1::uuid AND survey_year = $2 AND facility_id = ANY($3::uuid[]))",
          site.site_id(), survey_year, db::TextArray(IdsOf(rows)));
  std::vector<std::string> facilities;
  std::vector<std::string> items;
  for (const Row<EmissionFacility>& row : rows) {
    for (const auto* used : {&row.facts.fuel_item_ids, &row.facts.material_item_ids}) {
      for (const std::string& id : *used) {
        facilities.push_back(row.id);
        items.push_back(id);
      }
    }
  }
  tx.Exec(R"(INSERT INTO facility_use (site_id, survey_year, facility_id, item_id)
             SELECT $1::uuid, $2, facility_id, item_id
             FROM unnest($3::uuid[], $4::uuid[]) AS u (facility_id, item_id))",
          site.site_id(), survey_year, db::TextArray(facilities), db::TextArray(items));
}

}  // namespace

template <>
std::vector<Stored<EmissionFacility>> Load(const server::SiteScope& site, db::Tx& tx,
                                           const Query& query) {
  std::vector<Stored<EmissionFacility>> facilities;
  for (const pqxx::row& row :
       SelectItems(site, tx,
                   absl::StrCat(R"(SELECT t.*, i.version, i.closed_on, c.name AS code_name
                           FROM emission_facility_year t
                           JOIN inventory_item i USING (site_id, item_id)
                           LEFT JOIN code c ON c.code = t.type_code AND c.code_table = )",
                                Table<EmissionFacility>::kCodeTable),
                   query)) {
    facilities.push_back({.id = db::ToText(row["item_id"]),
                          .facts = {.number = db::ToText(row["number"]),
                                    .name = db::ToText(row["name"]),
                                    .type_code = db::ToText(row["type_code"]),
                                    .capacity = db::ToText(row["capacity"]),
                                    .capacity_unit = db::ToText(row["capacity_unit"]),
                                    .permit_number = db::ToText(row["permit_number"]),
                                    .installed_on = db::ToText(row["installed_on"])},
                          .closed_on = db::ToText(row["closed_on"]),
                          .version = row["version"].as<int64_t>(),
                          .code_name = db::ToText(row["code_name"])});
  }
  LoadUses(site, tx, query.survey_year, facilities);
  return facilities;
}

template <>
void Store(const server::SiteScope& site, db::Tx& tx, int survey_year,
           const std::vector<Row<EmissionFacility>>& changed,
           const std::vector<Row<EmissionFacility>>& added, const Stamp& stamp) {
  KeepFormerItems(site, tx, Table<EmissionFacility>::kName, survey_year, IdsOf(changed), stamp);
  RaiseVersions(site, tx, IdsOf(changed));
  InsertIdentities(site, tx, std::vector<Kind>(added.size(), Kind::kEmissionFacility),
                   IdsOf(added));
  const std::vector<Row<EmissionFacility>> rows = Joined(changed, added);
  auto column = [&](auto get) { return Column(rows, get); };
  using R = Row<EmissionFacility>;
  tx.Exec(
      R"(INSERT INTO emission_facility_year AS t
           (site_id, survey_year, item_id, number, number_key, name, type_code, capacity,
            capacity_unit, permit_number, installed_on)
         SELECT $1::uuid, $2, item_id, number, number_key, name, type_code,
                nullif(capacity, '')::numeric, capacity_unit, permit_number,
                nullif(installed_on, '')::date
         FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::text[], $11::text[])
              AS u (item_id, number, number_key, name, type_code, capacity, capacity_unit,
                    permit_number, installed_on)
         ON CONFLICT (site_id, survey_year, item_id) DO UPDATE
         SET number = excluded.number, number_key = excluded.number_key, name = excluded.name,
             type_code = excluded.type_code, capacity = excluded.capacity,
             capacity_unit = excluded.capacity_unit, permit_number = excluded.permit_number,
             installed_on = excluded.installed_on)",
      site.site_id(), survey_year, column([](const R& r) { return r.id; }),
      column([](const R& r) { return r.facts.number; }),
      column([](const R& r) { return NumberSortKey(r.facts.number); }),
      column([](const R& r) { return r.facts.name; }),
      column([](const R& r) { return r.facts.type_code; }),
      column([](const R& r) { return r.facts.capacity; }),
      column([](const R& r) { return r.facts.capacity_unit; }),
      column([](const R& r) { return r.facts.permit_number; }),
      column([](const R& r) { return r.facts.installed_on; }));
  StoreUses(site, tx, survey_year, rows);
}

}  // namespace sems::facility
