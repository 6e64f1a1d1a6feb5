#include "services/registration/repository/applications.h"

#include "absl/strings/str_cat.h"
#include "common/db/tx.h"
#include "common/values/absl_compat.h"
#include "services/registration/domain/text.h"
#include "services/registration/repository/facts_columns.h"
#include "services/registration/repository/like_pattern.h"
#include "services/registration/repository/names.h"
#include "services/registration/repository/scope_sql.h"

namespace sems::registration::repository {
namespace {

// Whether a change is a handover: does the applicant operate the live site with the previous
// number? For a pending application that is asked anew each time, since operators come and go.
constexpr std::string_view kHandover = R"(
  (CASE WHEN a.reason <> 'BUSINESS_NUMBER_CHANGE' THEN FALSE
        WHEN a.state <> 'PENDING' THEN coalesce(a.was_handover, FALSE)
        ELSE NOT EXISTS (SELECT FROM site_number n
                         JOIN operator_term o ON o.site_id = n.site_id AND o.until IS NULL
                         WHERE n.business_number = a.previous_business_number
                           AND n.site_sequence = a.previous_site_sequence
                           AND o.account_id = a.applicant_account_id) END))";

// What the register knows beside a pending application, for officers.
std::string KnownColumns(const server::Scope& scope) {
  return absl::StrCat(R"(,
  a.state = 'PENDING' AND EXISTS (
    SELECT FROM site_number n
    WHERE n.business_number = a.business_number AND n.site_sequence = a.site_sequence
  ) AS number_registered,
  a.state = 'PENDING' AND EXISTS (
    SELECT FROM application b
    WHERE b.state = 'PENDING' AND b.business_number = a.business_number
      AND b.site_sequence = a.site_sequence AND b.id <> a.id
  ) AS number_also_applied_for,
  a.state = 'PENDING' AND EXISTS (
    SELECT FROM site p
    WHERE p.permit_key = a.permit_key AND p.district_code = a.district_code AND p.state <> 'CLOSED'
      AND (p.business_number, p.site_sequence) IS DISTINCT FROM
          (a.previous_business_number, a.previous_site_sequence)
  ) AS permit_number_in_use,
  a.state = 'PENDING' AND a.reason = 'BUSINESS_NUMBER_CHANGE' AND NOT EXISTS (
    SELECT FROM site p
    WHERE p.business_number = a.previous_business_number
      AND p.site_sequence = a.previous_site_sequence AND p.state <> 'CLOSED' AND )",
                      SiteInScope(scope, "p"), ") AS previous_site_missing");
}

bool ForOfficer(const server::Scope& scope) {
  return scope.kind() == server::Scope::Kind::kJurisdiction ||
         scope.kind() == server::Scope::Kind::kNation;
}

// Locking queries do without what only an answer shows.
enum class Known { kLeftOut, kIncluded };

Known KnownFor(const server::Scope& scope) {
  return ForOfficer(scope) ? Known::kIncluded : Known::kLeftOut;
}

std::string Columns(const server::Scope& scope, Known known) {
  return absl::StrCat(
      "a.id, a.applicant_account_id, a.reason, a.state, a.version, a.submitted_at, a.applied_on, ",
      FactsColumns("a"),
      ", a.changed_on, a.previous_business_number, a.previous_site_sequence, a.decided_at,"
      " a.decided_by, a.approved_on, a.rejection_reason, a.site_id, ",
      ToAbsl(kHandover), " AS is_handover", known == Known::kIncluded ? KnownColumns(scope) : "");
}

Application Read(const pqxx::row& row, Known known) {
  Application found;
  found.id = db::ToText(row["id"]);
  found.applicant_account_id = db::ToText(row["applicant_account_id"]);
  found.reason = ReasonNamed(db::ToText(row["reason"]));
  found.state = ApplicationStateNamed(db::ToText(row["state"]));
  found.version = row["version"].as<std::int64_t>();
  found.submitted_at = db::ToTime(row["submitted_at"]);
  found.applied_on = db::ToDay(row["applied_on"]);
  found.facts = ReadFacts(row);
  if (!row["changed_on"].is_null()) {
    found.change = NumberChange{
        db::ToDay(row["changed_on"]),
        {db::ToText(row["previous_business_number"]), row["previous_site_sequence"].as<int>()}};
  }
  if (!row["decided_at"].is_null()) found.decided_at = db::ToTime(row["decided_at"]);
  found.decided_by = db::ToText(row["decided_by"]);
  if (!row["approved_on"].is_null()) found.approved_on = db::ToDay(row["approved_on"]);
  found.rejection_reason = db::ToText(row["rejection_reason"]);
  found.site_id = db::ToText(row["site_id"]);
  found.is_handover = row["is_handover"].as<bool>();
  if (known == Known::kIncluded) {
    found.known = {.number_registered = row["number_registered"].as<bool>(),
                   .number_also_applied_for = row["number_also_applied_for"].as<bool>(),
                   .permit_number_in_use = row["permit_number_in_use"].as<bool>(),
                   .previous_site_missing = row["previous_site_missing"].as<bool>()};
  }
  return found;
}

// Conditions of a filter with its parameters from $3 to $12; see FilterArguments.
std::string Matches() {
  return absl::StrCat(R"(
  ($3::text[] IS NULL OR a.state = ANY ($3::text[]))
  AND ($4::text IS NULL OR a.reason = $4::text)
  AND ($5::int[] IS NULL OR a.site_class = ANY ($5::int[]))
  AND ($6::text IS NULL OR a.business_number = $6::text OR a.previous_business_number = $6::text)
  AND ($7::text IS NULL OR a.site_name ILIKE $7::text)
  AND ($8::text[] IS NULL OR a.district_code = ANY ($8::text[]))
  AND ($9::timestamptz IS NULL OR a.submitted_at >= $9::timestamptz)
  AND ($10::timestamptz IS NULL OR a.submitted_at < $10::timestamptz)
  AND ($11::text IS NULL OR a.permit_key = $11::text)
  AND ($12::boolean IS NULL OR )",
                      ToAbsl(kHandover), " = $12::boolean)");
}

std::optional<db::Array> StateNames(const std::vector<ApplicationState>& states) {
  if (states.empty()) return std::nullopt;
  return db::TextArray(NamesOf(states));
}

// Runs a statement whose first parameters are the scope's and the filter's.
template <class... More>
pqxx::result ExecFiltered(const server::Scope& scope, db::Tx& tx, const std::string& sql,
                          const std::vector<ApplicationState>& states,
                          const ApplicationFilter& filter, const More&... more) {
  return tx.Exec(
      sql, ScopeAccount(scope), ScopeDistricts(scope), StateNames(states),
      filter.reason ? std::optional<std::string>(NameOf(*filter.reason)) : std::nullopt,
      filter.site_classes.empty() ? std::nullopt
                                  : std::optional<db::Array>(db::IntArray(filter.site_classes)),
      filter.business_number, LikePattern(filter.site_name_part),
      filter.district_codes ? std::optional<db::Array>(db::TextArray(*filter.district_codes))
                            : std::nullopt,
      filter.submitted_from, filter.submitted_before, filter.permit_key, filter.is_handover,
      more...);
}

// What a list may be ordered by. The cursor holds the value as text and compares it as this type.
struct OrderColumn {
  std::string_view name;
  std::string_view expression;
  std::string_view type;
};
constexpr OrderColumn kOrderColumns[] = {
    {"submitted_at", "a.submitted_at", "timestamptz"},
    // Code points: Hangul syllables are in dictionary order, whatever the server's locale.
    {"site_name", "a.site_name COLLATE \"C\"", "text"},
    {"business_number", "a.business_number COLLATE \"C\"", "text"},
    {"site_class", "a.site_class::int", "int"},
    {"decided_at", "coalesce(a.decided_at, 'epoch'::timestamptz)", "timestamptz"},
};

const OrderColumn& ColumnOf(const ApplicationOrder& order) {
  for (const OrderColumn& column : kOrderColumns) {
    if (column.name == order.column) return column;
  }
  return kOrderColumns[0];
}

constexpr std::string_view kRank = "(CASE WHEN a.state = 'PENDING' THEN 0 ELSE 1 END)";

std::vector<ApplicationRow> ReadPage(const pqxx::result& rows, Known known, bool ranked) {
  std::vector<ApplicationRow> page;
  page.reserve(rows.size());
  for (const pqxx::row& row : rows) {
    ApplicationRow read{Read(row, known), {}};
    if (ranked) read.cursor.push_back(db::ToText(row["rank"]));
    read.cursor.push_back(db::ToText(row["order_key"]));
    read.cursor.push_back(read.application.id);
    page.push_back(std::move(read));
  }
  return page;
}

std::optional<std::string> At(const std::vector<std::string>& cursor, std::size_t index) {
  if (cursor.empty()) return std::nullopt;
  return cursor[index];
}

}  // namespace

bool InsertApplication(const server::Scope& scope, db::Tx& tx, const Application& a) {
  const pqxx::result stored = tx.Exec(
      absl::StrCat(
          "INSERT INTO application (id, applicant_account_id, reason, state, version, submitted_at,"
          " applied_on, ",
          FactsColumns(""), R"(, permit_key, changed_on, previous_business_number,
             previous_site_sequence)
             VALUES ($1::uuid, $2::uuid, $3, 'PENDING', 1, $4::timestamptz, $5::date, $6, $7, $8,
                     $9, $10, $11::date, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                     $22::date, $23, $24)
             ON CONFLICT DO NOTHING)"),
      a.id, scope.account_id(), NameOf(a.reason), a.submitted_at, a.applied_on, a.facts.site_name,
      a.facts.district_code, a.facts.business_number, a.facts.site_sequence, a.facts.permit_number,
      a.facts.permit_date, a.facts.site_class, a.facts.representative_name, a.facts.address,
      a.facts.detail_address, a.facts.postal_code, a.facts.contact_name, a.facts.contact_phone,
      a.facts.contact_mobile, a.facts.contact_email, PermitKey(a.facts.permit_number),
      a.change ? std::optional(a.change->changed_on) : std::nullopt,
      a.change ? std::optional(a.change->previous.business_number) : std::nullopt,
      a.change ? std::optional(a.change->previous.site_sequence) : std::nullopt);
  return stored.affected_rows() == 1;
}

std::optional<Application> FindApplication(const server::Scope& scope, db::Tx& tx,
                                           const std::string& id, Lock lock) {
  const pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT ", Columns(scope, KnownFor(scope)), " FROM application a WHERE ",
                           ApplicationInScope(scope, "a"), " AND a.id = $3::uuid",
                           lock == Lock::kForUpdate ? " FOR UPDATE OF a" : ""),
              ScopeAccount(scope), ScopeDistricts(scope), id);
  if (rows.empty()) return std::nullopt;
  return Read(rows[0], KnownFor(scope));
}

bool IsApplicationOrder(std::string_view name) {
  for (const OrderColumn& column : kOrderColumns) {
    if (column.name == name) return true;
  }
  return false;
}

std::vector<ApplicationRow> ListApplications(const server::Scope& scope, db::Tx& tx,
                                             const ApplicationFilter& filter,
                                             const ApplicationOrder& order,
                                             const std::vector<std::string>& cursor, int limit) {
  const OrderColumn& column = ColumnOf(order);
  const auto rank = ToAbsl(kRank);
  const auto key = ToAbsl(column.expression);
  const auto type = ToAbsl(column.type);
  const std::string sql = absl::StrCat(
      "SELECT ", Columns(scope, KnownFor(scope)), ", ", rank, " AS rank, (", key,
      ")::text AS order_key", " FROM application a WHERE ", ApplicationInScope(scope, "a"), " AND ",
      Matches(), " AND ($13::int IS NULL OR ", rank, " > $13::int OR (", rank, " = $13::int AND (",
      key, order.descending ? " < " : " > ", "$14::", type, " OR (", key, " = $14::", type,
      " AND a.id > $15::uuid)))) ORDER BY ", rank, ", ", key, order.descending ? " DESC" : "",
      ", a.id LIMIT $16::int");
  return ReadPage(ExecFiltered(scope, tx, sql, filter.states, filter, At(cursor, 0), At(cursor, 1),
                               At(cursor, 2), limit),
                  KnownFor(scope), /*ranked=*/true);
}

std::map<ApplicationState, int> CountApplications(const server::Scope& scope, db::Tx& tx,
                                                  const ApplicationFilter& filter) {
  std::map<ApplicationState, int> counts;
  const pqxx::result rows = ExecFiltered(
      scope, tx,
      absl::StrCat("SELECT a.state, count(*) FROM application a WHERE ",
                   ApplicationInScope(scope, "a"), " AND ", Matches(), " GROUP BY a.state"),
      {}, filter);
  for (const pqxx::row& row : rows) {
    counts[ApplicationStateNamed(db::ToText(row[0]))] = row[1].as<int>();
  }
  return counts;
}

std::vector<ApplicationRow> ListOwnApplications(const server::Scope& scope, db::Tx& tx,
                                                const std::vector<std::string>& cursor, int limit) {
  const std::string sql = absl::StrCat(
      "SELECT ", Columns(scope, Known::kLeftOut),
      ", a.submitted_at::text AS order_key FROM application a WHERE ",
      ApplicationInScope(scope, "a"),
      " AND ($3::timestamptz IS NULL OR (a.submitted_at, a.id) < ($3::timestamptz, $4::uuid))"
      " ORDER BY a.submitted_at DESC, a.id DESC LIMIT $5::int");
  return ReadPage(
      tx.Exec(sql, ScopeAccount(scope), ScopeDistricts(scope), At(cursor, 0), At(cursor, 1), limit),
      Known::kLeftOut, /*ranked=*/false);
}

int CountOwnApplications(const server::Scope& scope, db::Tx& tx) {
  return tx
      .Exec(
          absl::StrCat("SELECT count(*) FROM application a WHERE ", ApplicationInScope(scope, "a")),
          ScopeAccount(scope), ScopeDistricts(scope))[0][0]
      .as<int>();
}

std::vector<Application> LockApplications(const server::Scope& scope, db::Tx& tx,
                                          const std::vector<std::string>& ids) {
  std::vector<Application> locked;
  const pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT ", Columns(scope, Known::kLeftOut), " FROM application a WHERE ",
                           ApplicationInScope(scope, "a"),
                           " AND a.id = ANY ($3::uuid[]) ORDER BY a.id FOR UPDATE OF a"),
              ScopeAccount(scope), ScopeDistricts(scope), db::TextArray(ids));
  for (const pqxx::row& row : rows) locked.push_back(Read(row, Known::kLeftOut));
  return locked;
}

std::vector<Application> LockMatchingApplications(const server::Scope& scope, db::Tx& tx,
                                                  const ApplicationFilter& filter, absl::Time as_of,
                                                  const std::string& after_id, int limit) {
  std::vector<Application> locked;
  const pqxx::result rows = ExecFiltered(
      scope, tx,
      absl::StrCat("SELECT ", Columns(scope, Known::kLeftOut), " FROM application a WHERE ",
                   ApplicationInScope(scope, "a"), " AND ", Matches(),
                   " AND a.submitted_at <= $13::timestamptz"
                   " AND ($14::uuid IS NULL OR a.id > $14::uuid)"
                   " ORDER BY a.id LIMIT $15::int FOR UPDATE OF a"),
      filter.states, filter, as_of,
      after_id.empty() ? std::nullopt : std::optional<std::string>(after_id), limit);
  for (const pqxx::row& row : rows) locked.push_back(Read(row, Known::kLeftOut));
  return locked;
}

int CountMatchingApplications(const server::Scope& scope, db::Tx& tx,
                              const ApplicationFilter& filter, absl::Time as_of,
                              const std::string& after_id) {
  return ExecFiltered(scope, tx,
                      absl::StrCat("SELECT count(*) FROM application a WHERE ",
                                   ApplicationInScope(scope, "a"), " AND ", Matches(),
                                   " AND a.submitted_at <= $13::timestamptz"
                                   " AND ($14::uuid IS NULL OR a.id > $14::uuid)"),
                      filter.states, filter, as_of,
                      after_id.empty() ? std::nullopt : std::optional<std::string>(after_id))[0][0]
      .as<int>();
}

void StoreWithdrawal(const server::Scope& scope, db::Tx& tx, const std::string& id,
                     const std::string& account_id, absl::Time now) {
  tx.Exec(absl::StrCat("UPDATE application a SET state = 'WITHDRAWN', version = a.version + 1,"
                       " decided_at = $4::timestamptz, decided_by = $5::uuid, was_handover = ",
                       ToAbsl(kHandover), " WHERE ", ApplicationInScope(scope, "a"),
                       " AND a.id = $3::uuid"),
          ScopeAccount(scope), ScopeDistricts(scope), id, now, account_id);
}

void StoreRejections(const server::Scope& scope, db::Tx& tx, const std::vector<std::string>& ids,
                     const std::string& reason, const std::string& officer, absl::Time now) {
  tx.Exec(absl::StrCat("UPDATE application a SET state = 'REJECTED', version = a.version + 1,"
                       " rejection_reason = $4, decided_at = $5::timestamptz,"
                       " decided_by = $6::uuid, was_handover = ",
                       ToAbsl(kHandover), " WHERE ", ApplicationInScope(scope, "a"),
                       " AND a.id = ANY ($3::uuid[])"),
          ScopeAccount(scope), ScopeDistricts(scope), db::TextArray(ids), reason, now, officer);
}

void StoreApprovals(const server::Scope& scope, db::Tx& tx, const std::vector<Approval>& approvals,
                    const std::string& officer, absl::Time now, absl::CivilDay today) {
  std::vector<std::string> ids;
  std::vector<std::string> sites;
  std::vector<std::string> handovers;
  for (const Approval& approval : approvals) {
    ids.push_back(approval.application_id);
    sites.push_back(approval.site_id);
    handovers.emplace_back(approval.handover ? "t" : "f");
  }
  tx.Exec(absl::StrCat(R"(UPDATE application a
            SET state = 'APPROVED', version = a.version + 1, site_id = u.site_id,
                was_handover = u.handover, decided_at = $6::timestamptz, decided_by = $7::uuid,
                approved_on = $8::date
            FROM unnest($3::uuid[], $4::uuid[], $5::boolean[]) AS u (id, site_id, handover)
            WHERE a.id = u.id AND )",
                       ApplicationInScope(scope, "a")),
          ScopeAccount(scope), ScopeDistricts(scope), db::TextArray(ids), db::TextArray(sites),
          db::TextArray(handovers), now, officer, today);
}

}  // namespace sems::registration::repository
