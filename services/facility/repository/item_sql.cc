#include "services/facility/repository/item_sql.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/absl_compat.h"
#include "services/facility/repository/items.h"

namespace sems::facility {
namespace {

// Parameters $1 site, $2 year, $3 id, $4 open_on, $5 kind.
constexpr char kConditions[] =
    R"( WHERE t.site_id = $1::uuid AND t.survey_year = $2
          AND ($3::uuid IS NULL OR t.item_id = $3::uuid)
          AND ($4::date IS NULL OR i.closed_on IS NULL OR i.closed_on > $4::date)
          AND ($5::smallint IS NULL OR i.kind = $5::smallint))";

std::optional<int> KindParam(const Query& query) {
  if (!query.kind) return std::nullopt;
  return static_cast<int>(*query.kind);
}

}  // namespace

pqxx::result SelectItems(const server::SiteScope& site, db::Tx& tx, const std::string& select,
                         const Query& query) {
  auto after = [&](size_t i) -> std::optional<std::string> {
    if (query.after.size() <= i) return std::nullopt;
    return query.after[i];
  };
  return tx.Exec(absl::StrCat(select, kConditions,
                              R"( AND ($6::smallint IS NULL
                            OR (i.kind, t.number_key, t.item_id) > ($6::smallint, $7, $8::uuid))
                       ORDER BY i.kind, t.number_key, t.item_id LIMIT $9::int)"),
                 site.site_id(), query.survey_year, query.id, query.open_on, KindParam(query),
                 after(0), after(1), after(2), query.limit);
}

int CountItems(const server::SiteScope& site, db::Tx& tx, std::string_view table,
               const Query& query) {
  pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT count(*) FROM ", ToAbsl(table),
                           " t JOIN inventory_item i USING (site_id, item_id)", kConditions),
              site.site_id(), query.survey_year, query.id, query.open_on, KindParam(query));
  return rows[0][0].as<int>();
}

void KeepFormerItems(const server::SiteScope& site, db::Tx& tx, std::string_view table,
                     int survey_year, const std::vector<std::string>& ids, const Stamp& stamp) {
  tx.Exec(absl::StrCat(
              R"(INSERT INTO former_row (site_id, subject, subject_id, survey_year, version, former,
                                         replaced_at, replaced_by)
                 SELECT t.site_id, ')",
              ToAbsl(table), R"(', t.item_id, t.survey_year, i.version,
                        to_jsonb(t) || jsonb_build_object('closed_on', i.closed_on), $4, $5
                 FROM )",
              ToAbsl(table), R"( t JOIN inventory_item i USING (site_id, item_id)
                 WHERE t.site_id = $1::uuid AND t.survey_year = $2 AND t.item_id = ANY($3::uuid[]))"),
          site.site_id(), survey_year, db::TextArray(ids), stamp.at, stamp.actor);
}

void InsertIdentities(const server::SiteScope& site, db::Tx& tx, const std::vector<Kind>& kinds,
                      const std::vector<std::string>& ids) {
  std::vector<int> numbers;
  for (Kind kind : kinds) numbers.push_back(static_cast<int>(kind));
  tx.Exec(R"(INSERT INTO inventory_item (site_id, item_id, kind, version)
             SELECT $1::uuid, u.item_id, u.kind, 1
             FROM unnest($2::uuid[], $3::smallint[]) AS u (item_id, kind))",
          site.site_id(), db::TextArray(ids), db::IntArray(numbers));
}

void RaiseVersions(const server::SiteScope& site, db::Tx& tx, const std::vector<std::string>& ids) {
  tx.Exec(R"(UPDATE inventory_item SET version = version + 1
             WHERE site_id = $1::uuid AND item_id = ANY($2::uuid[]))",
          site.site_id(), db::TextArray(ids));
}

template <class Facts>
int Count(const server::SiteScope& site, db::Tx& tx, const Query& query) {
  return CountItems(site, tx, Table<Facts>::kName, query);
}
template int Count<Stack>(const server::SiteScope&, db::Tx&, const Query&);
template int Count<EmissionFacility>(const server::SiteScope&, db::Tx&, const Query&);
template int Count<ControlDevice>(const server::SiteScope&, db::Tx&, const Query&);
template int Count<Item>(const server::SiteScope&, db::Tx&, const Query&);

template <class Facts>
void Close(const server::SiteScope& site, db::Tx& tx, int survey_year, const std::string& id,
           const std::string& closed_on, const Stamp& stamp) {
  KeepFormerItems(site, tx, Table<Facts>::kName, survey_year, {id}, stamp);
  tx.Exec(R"(UPDATE inventory_item SET version = version + 1, closed_on = nullif($3, '')::date
             WHERE site_id = $1::uuid AND item_id = $2::uuid)",
          site.site_id(), id, closed_on);
}
template void Close<Stack>(const server::SiteScope&, db::Tx&, int, const std::string&,
                           const std::string&, const Stamp&);
template void Close<EmissionFacility>(const server::SiteScope&, db::Tx&, int, const std::string&,
                                      const std::string&, const Stamp&);
template void Close<ControlDevice>(const server::SiteScope&, db::Tx&, int, const std::string&,
                                   const std::string&, const Stamp&);
template void Close<Item>(const server::SiteScope&, db::Tx&, int, const std::string&,
                          const std::string&, const Stamp&);

std::map<std::string, Kind> LoadKinds(const server::SiteScope& site, db::Tx& tx, int survey_year) {
  std::map<std::string, Kind> kinds;
  for (const pqxx::row& row :
       tx.Exec("SELECT item_id, kind FROM item_year WHERE site_id = $1::uuid AND survey_year = $2",
               site.site_id(), survey_year)) {
    kinds.emplace(db::ToText(row["item_id"]), static_cast<Kind>(row["kind"].as<int>()));
  }
  return kinds;
}

std::vector<Node> LoadNodes(const server::SiteScope& site, db::Tx& tx, int survey_year,
                            const std::string& day) {
  std::vector<std::string> parts;
  for (std::string_view table :
       {Table<Stack>::kName, Table<EmissionFacility>::kName, Table<ControlDevice>::kName}) {
    parts.push_back(absl::StrCat(
        R"(SELECT t.item_id, i.kind, t.number, t.name,
                  coalesce(i.closed_on <= $3::date, false) AS closed
           FROM )",
        ToAbsl(table), R"( t JOIN inventory_item i USING (site_id, item_id)
           WHERE t.site_id = $1::uuid AND t.survey_year = $2)"));
  }
  std::vector<Node> nodes;
  for (const pqxx::row& row :
       tx.Exec(absl::StrJoin(parts, " UNION ALL "), site.site_id(), survey_year, day)) {
    nodes.push_back({.id = db::ToText(row["item_id"]),
                     .kind = static_cast<Kind>(row["kind"].as<int>()),
                     .number = db::ToText(row["number"]),
                     .name = db::ToText(row["name"]),
                     .closed = row["closed"].as<bool>()});
  }
  return nodes;
}

}  // namespace sems::facility
