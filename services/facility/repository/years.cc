#include "services/facility/repository/years.h"

#include "common/db/tx.h"

namespace sems::facility {
namespace {

YearRow ToYear(const pqxx::row& row) {
  return {.survey_year = row["survey_year"].as<int>(),
          .copied_from = row["copied_from"].as<int>(),
          .version = row["version"].as<int64_t>(),
          .connections_version = row["connections_version"].as<int64_t>(),
          .opened_at = db::ToTime(row["opened_at"])};
}

std::vector<YearRow> ToYears(const pqxx::result& rows) {
  std::vector<YearRow> years;
  for (const pqxx::row& row : rows) years.push_back(ToYear(row));
  return years;
}

}  // namespace

std::vector<YearRow> ListYears(const server::SiteScope& site, db::Tx& tx) {
  return ToYears(tx.Exec(R"(SELECT survey_year, copied_from, version, connections_version, opened_at
                            FROM survey_year WHERE site_id = $1::uuid ORDER BY survey_year DESC)",
                         site.site_id()));
}

std::optional<YearRow> FindYear(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  pqxx::result rows =
      tx.Exec(R"(SELECT survey_year, copied_from, version, connections_version, opened_at
                 FROM survey_year WHERE site_id = $1::uuid AND survey_year = $2)",
              site.site_id(), survey_year);
  if (rows.empty()) return std::nullopt;
  return ToYear(rows[0]);
}

std::vector<YearRow> LockYears(const server::SiteScope& site, db::Tx& tx) {
  return ToYears(tx.Exec(R"(SELECT survey_year, copied_from, version, connections_version, opened_at
                            FROM survey_year WHERE site_id = $1::uuid ORDER BY survey_year DESC
                            FOR UPDATE)",
                         site.site_id()));
}

bool InsertFirstYear(const server::SiteScope& site, db::Tx& tx, int survey_year, int site_class,
                     absl::CivilDay approved_on, absl::Time now) {
  pqxx::result year = tx.Exec(
      R"(INSERT INTO survey_year (site_id, survey_year, version, connections_version, opened_at)
         VALUES ($1::uuid, $2, 1, 1, $3) ON CONFLICT DO NOTHING)",
      site.site_id(), survey_year, now);
  if (year.affected_rows() == 0) return false;
  tx.Exec(R"(INSERT INTO site_facts (site_id, survey_year, version, site_class, approved_on)
             VALUES ($1::uuid, $2, 1, $3, $4::date))",
          site.site_id(), survey_year, site_class, approved_on);
  return true;
}

void CopyYear(const server::SiteScope& site, db::Tx& tx, int from, int to, absl::Time now) {
  tx.Exec(R"(INSERT INTO survey_year
               (site_id, survey_year, copied_from, version, connections_version, opened_at)
             VALUES ($1::uuid, $2, $3, 1, 1, $4))",
          site.site_id(), to, from, now);
  tx.Exec(R"(INSERT INTO site_facts
               (site_id, survey_year, version, site_class, approved_on, industry_code, region_class,
                industrial_complex, tms, tms_site_code, tms_stack_count, operation_started_on)
             SELECT site_id, $3, 1, site_class, approved_on, industry_code, region_class,
                    industrial_complex, tms, tms_site_code, tms_stack_count, operation_started_on
             FROM site_facts WHERE site_id = $1::uuid AND survey_year = $2)",
          site.site_id(), from, to);
  // domain/survey_year.h: BelongsInYear.
  const absl::CivilDay first_day(to, 1, 1);
  tx.Exec(R"(INSERT INTO stack_year
               (site_id, survey_year, item_id, number, number_key, name, type_code, permit_number,
                permit_name, height_m, diameter_m, temperature_c, latitude, longitude, stack_class,
                tms)
             SELECT t.site_id, $3, t.item_id, number, number_key, name, type_code, permit_number,
                    permit_name, height_m, diameter_m, temperature_c, latitude, longitude,
                    stack_class, tms
             FROM stack_year t JOIN inventory_item i USING (site_id, item_id)
             WHERE t.site_id = $1::uuid AND t.survey_year = $2
               AND (i.closed_on IS NULL OR i.closed_on > $4::date))",
          site.site_id(), from, to, first_day);
  for (std::string_view table : {"emission_facility_year", "control_device_year"}) {
    tx.Exec("INSERT INTO " + std::string(table) +
                R"( (site_id, survey_year, item_id, number, number_key, name, type_code, capacity,
                     capacity_unit, permit_number, installed_on)
                   SELECT t.site_id, $3, t.item_id, number, number_key, name, type_code, capacity,
                          capacity_unit, permit_number, installed_on
                   FROM )" +
                std::string(table) + R"( t JOIN inventory_item i USING (site_id, item_id)
                   WHERE t.site_id = $1::uuid AND t.survey_year = $2
                     AND (i.closed_on IS NULL OR i.closed_on > $4::date))",
            site.site_id(), from, to, first_day);
  }
  tx.Exec(R"(INSERT INTO item_year (site_id, survey_year, item_id, kind, number, number_key, code,
                                    name, other_name, unit_code)
             SELECT t.site_id, $3, t.item_id, t.kind, number, number_key, code, name, other_name,
                    unit_code
             FROM item_year t JOIN inventory_item i USING (site_id, item_id)
             WHERE t.site_id = $1::uuid AND t.survey_year = $2
               AND (i.closed_on IS NULL OR i.closed_on > $4::date))",
          site.site_id(), from, to, first_day);
  // What hangs on two items follows when both have.
  tx.Exec(R"(INSERT INTO treated_pollutant
               (site_id, survey_year, item_id, pollutant_code, efficiency_percent)
             SELECT p.site_id, $3, p.item_id, p.pollutant_code, p.efficiency_percent
             FROM treated_pollutant p
             JOIN control_device_year d
               ON d.site_id = p.site_id AND d.survey_year = $3 AND d.item_id = p.item_id
             WHERE p.site_id = $1::uuid AND p.survey_year = $2)",
          site.site_id(), from, to);
  tx.Exec(R"(INSERT INTO facility_use (site_id, survey_year, facility_id, item_id)
             SELECT u.site_id, $3, u.facility_id, u.item_id
             FROM facility_use u
             JOIN emission_facility_year f
               ON f.site_id = u.site_id AND f.survey_year = $3 AND f.item_id = u.facility_id
             JOIN item_year i
               ON i.site_id = u.site_id AND i.survey_year = $3 AND i.item_id = u.item_id
             WHERE u.site_id = $1::uuid AND u.survey_year = $2)",
          site.site_id(), from, to);
  tx.Exec(R"(INSERT INTO connection (site_id, survey_year, from_id, to_id)
             SELECT c.site_id, $3, c.from_id, c.to_id
             FROM connection c
             JOIN inventory_item f ON f.site_id = c.site_id AND f.item_id = c.from_id
             JOIN inventory_item t ON t.site_id = c.site_id AND t.item_id = c.to_id
             WHERE c.site_id = $1::uuid AND c.survey_year = $2
               AND (f.closed_on IS NULL OR f.closed_on > $4::date)
               AND (t.closed_on IS NULL OR t.closed_on > $4::date))",
          site.site_id(), from, to, first_day);
}

void TouchYear(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  tx.Exec(R"(UPDATE survey_year SET version = version + 1
             WHERE site_id = $1::uuid AND survey_year = $2)",
          site.site_id(), survey_year);
}

void TouchAllYears(const server::SiteScope& site, db::Tx& tx) {
  tx.Exec("UPDATE survey_year SET version = version + 1 WHERE site_id = $1::uuid", site.site_id());
}

}  // namespace sems::facility
