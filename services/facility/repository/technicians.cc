#include "services/facility/repository/technicians.h"

#include "services/facility/repository/item_sql.h"

namespace sems::facility {
namespace {

constexpr char kSelect[] =
    R"(SELECT technician_id, version, name, qualification, appointed_on, dismissed_on
       FROM technician WHERE site_id = $1::uuid)";

constexpr char kConditions[] =
    R"( AND ($2::uuid IS NULL OR technician_id = $2::uuid)
        AND ($3::date IS NULL OR (appointed_on <= $3::date
                                  AND (dismissed_on IS NULL OR dismissed_on > $3::date))))";

std::vector<Stored<Technician>> ToTechnicians(const pqxx::result& rows) {
  std::vector<Stored<Technician>> technicians;
  for (const pqxx::row& row : rows) {
    technicians.push_back({.id = db::ToText(row["technician_id"]),
                           .facts = {.name = db::ToText(row["name"]),
                                     .qualification = db::ToText(row["qualification"]),
                                     .appointed_on = db::ToText(row["appointed_on"]),
                                     .dismissed_on = db::ToText(row["dismissed_on"])},
                           .version = row["version"].as<int64_t>()});
  }
  return technicians;
}

}  // namespace

std::vector<Stored<Technician>> LoadTechnicians(const server::SiteScope& site, db::Tx& tx,
                                                const TechnicianQuery& query) {
  auto after = [&](size_t i) -> std::optional<std::string> {
    if (query.after.size() <= i) return std::nullopt;
    return query.after[i];
  };
  return ToTechnicians(
      tx.Exec(std::string(kSelect) + kConditions +
                  R"( AND ($4::date IS NULL OR (appointed_on, technician_id) < ($4::date, $5::uuid))
                      ORDER BY appointed_on DESC, technician_id DESC LIMIT $6::int)",
              site.site_id(), query.id, query.in_office_on, after(0), after(1), query.limit));
}

int CountTechnicians(const server::SiteScope& site, db::Tx& tx, const TechnicianQuery& query) {
  return tx
      .Exec(std::string("SELECT count(*) FROM technician WHERE site_id = $1::uuid") + kConditions,
            site.site_id(), query.id, query.in_office_on)[0][0]
      .as<int>();
}

std::vector<Stored<Technician>> LockTechnicians(const server::SiteScope& site, db::Tx& tx) {
  return ToTechnicians(
      tx.Exec(std::string(kSelect) + " ORDER BY technician_id FOR UPDATE", site.site_id()));
}

void StoreTechnicians(const server::SiteScope& site, db::Tx& tx,
                      const std::vector<Row<Technician>>& changed,
                      const std::vector<Row<Technician>>& added, const Stamp& stamp) {
  tx.Exec(R"(INSERT INTO former_row (site_id, subject, subject_id, survey_year, version, former,
                                     replaced_at, replaced_by)
             SELECT site_id, 'technician', technician_id, 0, version, to_jsonb(t), $3, $4
             FROM technician t WHERE site_id = $1::uuid AND technician_id = ANY($2::uuid[]))",
          site.site_id(), db::TextArray(IdsOf(changed)), stamp.at, stamp.actor);
  const std::vector<Row<Technician>> rows = Joined(changed, added);
  auto column = [&](auto get) { return Column(rows, get); };
  using R = Row<Technician>;
  tx.Exec(R"(INSERT INTO technician AS t (site_id, technician_id, version, name, qualification,
                                          appointed_on, dismissed_on)
             SELECT $1::uuid, technician_id, 1, name, qualification, appointed_on,
                    nullif(dismissed_on, '')::date
             FROM unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[])
                  AS u (technician_id, name, qualification, appointed_on, dismissed_on)
             ON CONFLICT (site_id, technician_id) DO UPDATE
             SET version = t.version + 1, name = excluded.name,
                 qualification = excluded.qualification, appointed_on = excluded.appointed_on,
                 dismissed_on = excluded.dismissed_on)",
          site.site_id(), column([](const R& r) { return r.id; }),
          column([](const R& r) { return r.facts.name; }),
          column([](const R& r) { return r.facts.qualification; }),
          column([](const R& r) { return r.facts.appointed_on; }),
          column([](const R& r) { return r.facts.dismissed_on; }));
}

}  // namespace sems::facility
