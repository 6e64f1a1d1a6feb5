#include "services/registration/repository/sites.h"

#include "absl/strings/str_cat.h"
#include "common/db/tx.h"
#include "common/values/absl_compat.h"
#include "services/registration/domain/text.h"
#include "services/registration/repository/facts_columns.h"
#include "services/registration/repository/like_pattern.h"
#include "services/registration/repository/names.h"
#include "services/registration/repository/scope_sql.h"
#include "services/registration/repository/site_row.h"

namespace sems::registration::repository {
namespace {

std::optional<Site> FindOne(const server::SiteScope& scope, db::Tx& tx, std::string_view lock) {
  const pqxx::result rows = tx.Exec(
      absl::StrCat("SELECT ", SiteColumns("s"), " FROM site s WHERE s.id = $1::uuid", ToAbsl(lock)),
      scope.site_id());
  if (rows.empty()) return std::nullopt;
  return ReadSite(rows[0]);
}

struct OrderColumn {
  std::string_view name;
  std::string_view expression;
  std::string_view type;
};
constexpr OrderColumn kOrderColumns[] = {
    {"site_name", "s.site_name COLLATE \"C\"", "text"},
    {"business_number", "s.business_number COLLATE \"C\"", "text"},
    {"site_class", "s.site_class::int", "int"},
    {"approved_on", "s.approved_on", "date"},
};

// Conditions of a filter with its parameters from $3 to $8; see ExecFiltered.
constexpr std::string_view kMatches = R"(
  s.state = ANY ($3::text[])
  AND ($4::text[] IS NULL OR s.district_code = ANY ($4::text[]))
  AND ($5::int[] IS NULL OR s.site_class = ANY ($5::int[]))
  AND ($6::text IS NULL OR s.business_number = $6::text)
  AND ($7::text IS NULL OR s.site_name ILIKE $7::text)
  AND ($8::text IS NULL OR s.permit_key = $8::text))";

template <class... More>
pqxx::result ExecFiltered(const server::Scope& scope, db::Tx& tx, const std::string& sql,
                          const SiteFilter& filter, const More&... more) {
  return tx.Exec(
      sql, ScopeAccount(scope), ScopeDistricts(scope), db::TextArray(NamesOf(filter.states)),
      filter.district_codes ? std::optional<db::Array>(db::TextArray(*filter.district_codes))
                            : std::nullopt,
      filter.site_classes.empty() ? std::nullopt
                                  : std::optional<db::Array>(db::IntArray(filter.site_classes)),
      filter.business_number, LikePattern(filter.site_name_part), filter.permit_key, more...);
}

struct Pairs {
  db::Array applications;
  db::Array sites;
};

Pairs ToArrays(const std::vector<SiteOfApplication>& sites) {
  std::vector<std::string> application_ids;
  std::vector<std::string> site_ids;
  for (const SiteOfApplication& site : sites) {
    application_ids.push_back(site.application_id);
    site_ids.push_back(site.site_id);
  }
  return {db::TextArray(application_ids), db::TextArray(site_ids)};
}

}  // namespace

std::optional<Site> FindSite(const server::SiteScope& site, db::Tx& tx) {
  return FindOne(site, tx, "");
}

std::optional<Site> LockSite(const server::SiteScope& site, db::Tx& tx) {
  return FindOne(site, tx, " FOR UPDATE");
}

std::optional<Site> FindSiteByNumber(const server::Scope& scope, db::Tx& tx,
                                     const SiteNumber& number) {
  const pqxx::result rows = tx.Exec(
      absl::StrCat("SELECT ", SiteColumns("s"), " FROM site s WHERE ", SiteInScope(scope, "s"),
                   " AND s.business_number = $3 AND s.site_sequence = $4"
                   " AND s.state <> 'CLOSED'"),
      ScopeAccount(scope), ScopeDistricts(scope), number.business_number, number.site_sequence);
  if (rows.empty()) return std::nullopt;
  return ReadSite(rows[0]);
}

std::vector<NumberedSite> LockSitesByNumber(const server::Scope& scope, db::Tx& tx,
                                            const std::vector<SiteNumber>& numbers) {
  std::vector<NumberedSite> found;
  if (numbers.empty()) return found;
  std::vector<std::string> business_numbers;
  std::vector<int> sequences;
  for (const SiteNumber& number : numbers) {
    business_numbers.push_back(number.business_number);
    sequences.push_back(number.site_sequence);
  }
  // The site's own columns are compared, not site_number's: they are looked at again once the lock
  // is held.
  const pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT ", SiteColumns("s"), ", (", SiteInScope(scope, "s"),
                           R"() AS in_scope FROM site s
                    WHERE (s.business_number, s.site_sequence) IN
                          (SELECT * FROM unnest($3::text[], $4::int[]))
                      AND s.state <> 'CLOSED'
                    ORDER BY s.id FOR UPDATE OF s)"),
              ScopeAccount(scope), ScopeDistricts(scope), db::TextArray(business_numbers),
              db::IntArray(sequences));
  for (const pqxx::row& row : rows) {
    found.push_back({ReadSite(row), row["in_scope"].as<bool>()});
  }
  return found;
}

void InsertSites(const server::Scope& scope, db::Tx& tx,
                 const std::vector<SiteOfApplication>& sites, const std::string& officer,
                 absl::Time now, absl::CivilDay today) {
  if (sites.empty()) return;
  const Pairs pairs = ToArrays(sites);
  tx.Exec(
      absl::StrCat(
          "INSERT INTO site (id, version, state, approved_on, local_officer, updated_at, ",
          FactsColumns(""), ", permit_key) ",
          "SELECT u.site_id, 1, 'OPEN', $5::date, $6::uuid, $7::timestamptz, ", FactsColumns("a"),
          ", a.permit_key FROM unnest($3::uuid[], $4::uuid[]) AS u (application_id, site_id)"
          " JOIN application a ON a.id = u.application_id WHERE ",
          ApplicationInScope(scope, "a")),
      ScopeAccount(scope), ScopeDistricts(scope), pairs.applications, pairs.sites, today, officer,
      now);
}

void UpdateSites(const server::Scope& scope, db::Tx& tx,
                 const std::vector<SiteOfApplication>& sites, const std::string& officer,
                 absl::Time now) {
  if (sites.empty()) return;
  const Pairs pairs = ToArrays(sites);
  tx.Exec(absl::StrCat("UPDATE site s SET (version, local_officer, updated_at, ", FactsColumns(""),
                       ", permit_key) = ROW (s.version + 1, $5::uuid, $6::timestamptz, ",
                       FactsColumns("a"),
                       ", a.permit_key) FROM unnest($3::uuid[], $4::uuid[])"
                       " AS u (application_id, site_id)"
                       " JOIN application a ON a.id = u.application_id WHERE s.id = u.site_id AND ",
                       SiteInScope(scope, "s")),
          ScopeAccount(scope), ScopeDistricts(scope), pairs.applications, pairs.sites, officer,
          now);
}

void UpdateSite(const server::SiteScope& scope, db::Tx& tx, const Site& site) {
  const SiteFacts& f = site.facts;
  tx.Exec(absl::StrCat("UPDATE site SET (version, state, updated_at, ", FactsColumns(""),
                       R"(, permit_key) = ROW ($2::bigint, $3::text, $4::timestamptz, $5::text,
                          $6::text, $7::text, $8::int, $9::text, $10::date, $11::smallint, $12::text,
                          $13::text, $14::text, $15::text, $16::text, $17::text, $18::text,
                          $19::text, $20::text)
                          WHERE id = $1::uuid)"),
          scope.site_id(), site.version, NameOf(site.state), site.updated_at, f.site_name,
          f.district_code, f.business_number, f.site_sequence, f.permit_number, f.permit_date,
          f.site_class, f.representative_name, f.address, f.detail_address, f.postal_code,
          f.contact_name, f.contact_phone, f.contact_mobile, f.contact_email,
          PermitKey(f.permit_number));
}

bool IsSiteOrder(std::string_view name) {
  for (const OrderColumn& column : kOrderColumns) {
    if (column.name == name) return true;
  }
  return false;
}

std::vector<SiteRow> ListSites(const server::Scope& scope, db::Tx& tx, const SiteFilter& filter,
                               const SiteOrder& order, const std::vector<std::string>& cursor,
                               int limit) {
  OrderColumn column = kOrderColumns[0];
  for (const OrderColumn& known : kOrderColumns) {
    if (known.name == order.column) column = known;
  }
  const auto key = ToAbsl(column.expression);
  const auto type = ToAbsl(column.type);
  const std::string sql = absl::StrCat(
      "SELECT ", SiteColumns("s"), ", (", key, ")::text AS order_key FROM site s WHERE ",
      SiteInScope(scope, "s"), " AND ", ToAbsl(kMatches), " AND ($10::uuid IS NULL OR ", key,
      order.descending ? " < " : " > ", "$9::", type, " OR (", key, " = $9::", type,
      " AND s.id > $10::uuid)) ORDER BY ", key, order.descending ? " DESC" : "",
      ", s.id LIMIT $11::int");
  const bool first = cursor.empty();
  const pqxx::result rows =
      ExecFiltered(scope, tx, sql, filter, first ? std::nullopt : std::optional(cursor[0]),
                   first ? std::nullopt : std::optional(cursor[1]), limit);
  std::vector<SiteRow> page;
  for (const pqxx::row& row : rows) {
    SiteRow read{ReadSite(row), {db::ToText(row["order_key"])}};
    read.cursor.push_back(read.site.id);
    page.push_back(std::move(read));
  }
  return page;
}

int CountSites(const server::Scope& scope, db::Tx& tx, const SiteFilter& filter) {
  return ExecFiltered(scope, tx,
                      absl::StrCat("SELECT count(*) FROM site s WHERE ", SiteInScope(scope, "s"),
                                   " AND ", ToAbsl(kMatches)),
                      filter)[0][0]
      .as<int>();
}

}  // namespace sems::registration::repository
