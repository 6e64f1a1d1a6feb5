#include "services/facility/repository/connections.h"

#include "common/db/tx.h"

namespace sems::facility {

std::vector<Edge> LoadConnections(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  std::vector<Edge> edges;
  for (const pqxx::row& row : tx.Exec(R"(SELECT from_id, to_id FROM connection
                                         WHERE site_id = $1::uuid AND survey_year = $2
                                         ORDER BY from_id, to_id)",
                                      site.site_id(), survey_year)) {
    edges.push_back({.from = db::ToText(row["from_id"]), .to = db::ToText(row["to_id"])});
  }
  return edges;
}

void ReplaceConnections(const server::SiteScope& site, db::Tx& tx, int survey_year,
                        const std::vector<Edge>& edges, const Stamp& stamp) {
  tx.Exec(R"(INSERT INTO former_row (site_id, subject, subject_id, survey_year, version, former,
                                     replaced_at, replaced_by)
             SELECT y.site_id, 'connection', y.site_id, y.survey_year, y.connections_version,
                    (SELECT coalesce(jsonb_agg(jsonb_build_array(c.from_id, c.to_id)
                                               ORDER BY c.from_id, c.to_id), '[]')
                     FROM connection c
                     WHERE c.site_id = y.site_id AND c.survey_year = y.survey_year), $3, $4
             FROM survey_year y WHERE y.site_id = $1::uuid AND y.survey_year = $2)",
          site.site_id(), survey_year, stamp.at, stamp.actor);
  tx.Exec("DELETE FROM connection WHERE site_id = $1::uuid AND survey_year = $2", site.site_id(),
          survey_year);
  std::vector<std::string> from;
  std::vector<std::string> to;
  for (const Edge& edge : edges) {
    from.push_back(edge.from);
    to.push_back(edge.to);
  }
  tx.Exec(R"(INSERT INTO connection (site_id, survey_year, from_id, to_id)
             SELECT $1::uuid, $2, from_id, to_id
             FROM unnest($3::uuid[], $4::uuid[]) AS u (from_id, to_id))",
          site.site_id(), survey_year, db::TextArray(from), db::TextArray(to));
  tx.Exec(R"(UPDATE survey_year SET connections_version = connections_version + 1
             WHERE site_id = $1::uuid AND survey_year = $2)",
          site.site_id(), survey_year);
}

}  // namespace sems::facility
