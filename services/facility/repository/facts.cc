#include "services/facility/repository/facts.h"

#include "common/db/tx.h"

namespace sems::facility {
namespace {

constexpr std::string_view kKeepFormer =
    R"(INSERT INTO former_row (site_id, subject, subject_id, survey_year, version, former,
                               replaced_at, replaced_by)
       SELECT site_id, 'site_facts', site_id, survey_year, version, to_jsonb(f), $3, $4
       FROM site_facts f WHERE site_id = $1::uuid AND )";

}  // namespace

std::optional<StoredFacts> FindFacts(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  pqxx::result rows = tx.Exec(
      R"(SELECT version, site_class, approved_on, industry_code, region_class, industrial_complex,
                tms, tms_site_code, tms_stack_count, operation_started_on
         FROM site_facts WHERE site_id = $1::uuid AND survey_year = $2)",
      site.site_id(), survey_year);
  if (rows.empty()) return std::nullopt;
  const pqxx::row row = rows[0];
  StoredFacts stored;
  stored.version = row["version"].as<int64_t>();
  stored.site_class = row["site_class"].as<int>();
  stored.approved_on = db::ToText(row["approved_on"]);
  stored.facts = {.industry_code = db::ToText(row["industry_code"]),
                  .region_class = row["region_class"].as<int>(),
                  .industrial_complex = db::ToText(row["industrial_complex"]),
                  .tms = row["tms"].as<bool>(),
                  .tms_site_code = db::ToText(row["tms_site_code"]),
                  .tms_stack_count = row["tms_stack_count"].as<int>(),
                  .operation_started_on = db::ToText(row["operation_started_on"])};
  return stored;
}

void UpdateFacts(const server::SiteScope& site, db::Tx& tx, int survey_year, const SiteFacts& facts,
                 const Stamp& stamp) {
  tx.Exec(std::string(kKeepFormer) + "survey_year = $2", site.site_id(), survey_year, stamp.at,
          stamp.actor);
  tx.Exec(R"(UPDATE site_facts
             SET version = version + 1, industry_code = $3, region_class = $4,
                 industrial_complex = $5, tms = $6, tms_site_code = $7, tms_stack_count = $8,
                 operation_started_on = nullif($9, '')::date
             WHERE site_id = $1::uuid AND survey_year = $2)",
          site.site_id(), survey_year, facts.industry_code, facts.region_class,
          facts.industrial_complex, facts.tms, facts.tms_site_code, facts.tms_stack_count,
          facts.operation_started_on);
}

int UpdateSiteClass(const server::SiteScope& site, db::Tx& tx, int from_year, int site_class,
                    const Stamp& stamp) {
  tx.Exec(std::string(kKeepFormer) + "survey_year >= $2 AND site_class <> $5", site.site_id(),
          from_year, stamp.at, stamp.actor, site_class);
  pqxx::result changed = tx.Exec(
      R"(UPDATE site_facts SET version = version + 1, site_class = $3
         WHERE site_id = $1::uuid AND survey_year >= $2 AND site_class <> $3)",
      site.site_id(), from_year, site_class);
  return static_cast<int>(changed.affected_rows());
}

}  // namespace sems::facility
