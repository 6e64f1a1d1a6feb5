#include "absl/strings/str_cat.h"
#include "services/facility/domain/number.h"
#include "services/facility/repository/item_sql.h"
#include "services/facility/repository/items.h"

namespace sems::facility {
namespace {

using Devices = std::vector<Stored<ControlDevice>>;

void LoadMeters(const server::SiteScope& site, db::Tx& tx, const std::vector<std::string>& ids,
                const std::map<std::string, ControlDevice*>& by_id) {
  for (const pqxx::row& row :
       tx.Exec(R"(SELECT item_id, meter_id, meter_number, multiplier, valid_from, digits,
                         removed_on, serial_number
                  FROM power_meter WHERE site_id = $1::uuid AND item_id = ANY($2::uuid[])
                  ORDER BY item_id, valid_from, meter_id)",
               site.site_id(), db::TextArray(ids))) {
    by_id.at(db::ToText(row["item_id"]))
        ->meters.push_back({.id = db::ToText(row["meter_id"]),
                            .number = db::ToText(row["meter_number"]),
                            .multiplier = db::ToText(row["multiplier"]),
                            .valid_from = db::ToText(row["valid_from"]),
                            .digits = row["digits"].as<int>(),
                            .removed_on = db::ToText(row["removed_on"]),
                            .serial_number = db::ToText(row["serial_number"])});
  }
}

void LoadPollutants(const server::SiteScope& site, db::Tx& tx, int survey_year,
                    const std::vector<std::string>& ids,
                    const std::map<std::string, ControlDevice*>& by_id) {
  for (const pqxx::row& row : tx.Exec(R"(SELECT item_id, pollutant_code, efficiency_percent
                  FROM treated_pollutant
                  WHERE site_id = $1::uuid AND survey_year = $2 AND item_id = ANY($3::uuid[])
                  ORDER BY item_id, pollutant_code)",
                                      site.site_id(), survey_year, db::TextArray(ids))) {
    by_id.at(db::ToText(row["item_id"]))
        ->pollutants.push_back({.code = db::ToText(row["pollutant_code"]),
                                .efficiency_percent = db::ToText(row["efficiency_percent"])});
  }
}

// Rows of meters are kept by id; those that a device had before and that change are kept as they
// were, under the version of the device (its version has not been raised yet).
void StoreMeters(const server::SiteScope& site, db::Tx& tx,
                 const std::vector<Row<ControlDevice>>& rows, const Stamp& stamp) {
  std::vector<std::string> ids, devices, numbers, multipliers, from, digits, removed, serials;
  for (const Row<ControlDevice>& row : rows) {
    for (const Meter& meter : row.facts.meters) {
      ids.push_back(meter.id);
      devices.push_back(row.id);
      numbers.push_back(meter.number);
      multipliers.push_back(meter.multiplier);
      from.push_back(meter.valid_from);
      digits.push_back(std::to_string(meter.digits));
      removed.push_back(meter.removed_on);
      serials.push_back(meter.serial_number);
    }
  }
  tx.Exec(
      R"(INSERT INTO former_row (site_id, subject, subject_id, survey_year, version, former,
                                 replaced_at, replaced_by)
         SELECT m.site_id, 'power_meter', m.meter_id, 0, i.version, to_jsonb(m), $9, $10
         FROM unnest($2::uuid[], $3::text[], $4::numeric[], $5::date[], $6::smallint[], $7::text[],
                     $8::text[])
              AS u (meter_id, meter_number, multiplier, valid_from, digits, removed_on,
                    serial_number)
         JOIN power_meter m ON m.site_id = $1::uuid AND m.meter_id = u.meter_id
         JOIN inventory_item i ON i.site_id = m.site_id AND i.item_id = m.item_id
         WHERE (m.meter_number, m.multiplier, m.valid_from, m.digits, m.serial_number)
                 <> (u.meter_number, u.multiplier, u.valid_from, u.digits, u.serial_number)
            OR m.removed_on IS DISTINCT FROM nullif(u.removed_on, '')::date)",
      site.site_id(), db::TextArray(ids), db::TextArray(numbers), db::TextArray(multipliers),
      db::TextArray(from), db::TextArray(digits), db::TextArray(removed), db::TextArray(serials),
      stamp.at, stamp.actor);
  tx.Exec(
      R"(INSERT INTO power_meter AS m (site_id, meter_id, item_id, meter_number, multiplier,
                                       valid_from, digits, removed_on, serial_number)
         SELECT $1::uuid, meter_id, item_id, meter_number, multiplier, valid_from, digits,
                nullif(removed_on, '')::date, serial_number
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::numeric[], $6::date[], $7::smallint[],
                     $8::text[], $9::text[])
              AS u (meter_id, item_id, meter_number, multiplier, valid_from, digits, removed_on,
                    serial_number)
         ON CONFLICT (site_id, meter_id) DO UPDATE
         SET meter_number = excluded.meter_number, multiplier = excluded.multiplier,
             valid_from = excluded.valid_from, digits = excluded.digits,
             removed_on = excluded.removed_on, serial_number = excluded.serial_number)",
      site.site_id(), db::TextArray(ids), db::TextArray(devices), db::TextArray(numbers),
      db::TextArray(multipliers), db::TextArray(from), db::TextArray(digits),
      db::TextArray(removed), db::TextArray(serials));
}

void StorePollutants(const server::SiteScope& site, db::Tx& tx, int survey_year,
                     const std::vector<Row<ControlDevice>>& rows) {
  tx.Exec(R"(DELETE FROM treated_pollutant
             WHERE site_id = $1::uuid AND survey_year = $2 AND item_id = ANY($3::uuid[]))",
          site.site_id(), survey_year, db::TextArray(IdsOf(rows)));
  std::vector<std::string> devices, codes, efficiencies;
  for (const Row<ControlDevice>& row : rows) {
    for (const TreatedPollutant& pollutant : row.facts.pollutants) {
      devices.push_back(row.id);
      codes.push_back(pollutant.code);
      efficiencies.push_back(pollutant.efficiency_percent);
    }
  }
  tx.Exec(R"(INSERT INTO treated_pollutant
               (site_id, survey_year, item_id, pollutant_code, efficiency_percent)
             SELECT $1::uuid, $2, item_id, pollutant_code, nullif(efficiency_percent, '')::numeric
             FROM unnest($3::uuid[], $4::text[], $5::text[])
                  AS u (item_id, pollutant_code, efficiency_percent))",
          site.site_id(), survey_year, db::TextArray(devices), db::TextArray(codes),
          db::TextArray(efficiencies));
}

}  // namespace

template <>
Devices Load(const server::SiteScope& site, db::Tx& tx, const Query& query) {
  Devices devices;
  for (const pqxx::row& row :
       SelectItems(site, tx,
                   absl::StrCat(R"(SELECT t.*, i.version, i.closed_on, c.name AS code_name
                           FROM control_device_year t
                           JOIN inventory_item i USING (site_id, item_id)
                           LEFT JOIN code c ON c.code = t.type_code AND c.code_table = )",
                                Table<ControlDevice>::kCodeTable),
                   query)) {
    devices.push_back({.id = db::ToText(row["item_id"]),
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
  std::map<std::string, ControlDevice*> by_id;
  std::vector<std::string> ids;
  for (Stored<ControlDevice>& device : devices) {
    by_id.emplace(device.id, &device.facts);
    ids.push_back(device.id);
  }
  LoadMeters(site, tx, ids, by_id);
  LoadPollutants(site, tx, query.survey_year, ids, by_id);
  return devices;
}

template <>
void Store(const server::SiteScope& site, db::Tx& tx, int survey_year,
           const std::vector<Row<ControlDevice>>& changed,
           const std::vector<Row<ControlDevice>>& added, const Stamp& stamp) {
  KeepFormerItems(site, tx, Table<ControlDevice>::kName, survey_year, IdsOf(changed), stamp);
  InsertIdentities(site, tx, std::vector<Kind>(added.size(), Kind::kControlDevice), IdsOf(added));
  const std::vector<Row<ControlDevice>> rows = Joined(changed, added);
  StoreMeters(site, tx, rows, stamp);
  RaiseVersions(site, tx, IdsOf(changed));
  auto column = [&](auto get) { return Column(rows, get); };
  using R = Row<ControlDevice>;
  tx.Exec(
      R"(INSERT INTO control_device_year AS t
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
  StorePollutants(site, tx, survey_year, rows);
}

}  // namespace sems::facility
