#include "services/duty/repository/duties.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/values/civil.h"

namespace sems::duty::repository {
namespace {

using server::Scope;

// What StatusOn (domain/duty.h) says, for the database to filter and sort by.
constexpr char kStatus[] =
    "CASE WHEN d.clock_status = 3 THEN 3 WHEN d.clock_status = 5 THEN 4 WHEN d.clock_status = 6 "
    "THEN 5 WHEN d.clock_status = 7 THEN 6 WHEN d.clock_status = 4 OR d.due_on < $1::date THEN "
    "CASE WHEN d.lapses THEN 6 ELSE 2 END ELSE 1 END";

constexpr char kColumns[] =
    "d.case_id, d.clock_id, d.run, d.title_ko, d.title_en, d.who, d.party_owes, d.clock_status, "
    "d.started_on, d.due_on, d.warn_on, d.ended_on, d.service_level_only, d.lapses, d.article, "
    "d.explanation_ko, d.explanation_en, d.meeting_event_id, d.meeting_event_name_ko, "
    "d.meeting_event_name_en, CASE WHEN d.procedure_id = '' THEN c.procedure_id ELSE "
    "d.procedure_id END AS procedure, c.source, c.procedure_name_ko, c.procedure_name_en, c.kind, "
    "c.subject_name, c.updated_at, c.owner_kind, c.owner_id";

constexpr char kDutyId[] = "'case.' || d.case_id || '.' || d.clock_id || '.' || d.run";

std::optional<absl::CivilDay> OptionalDay(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return db::ToDay(field);
}

std::optional<std::string> DayOrNull(const std::optional<absl::CivilDay>& day) {
  return day ? std::optional<std::string>(FormatDay(*day)) : std::nullopt;
}

std::string WhoJson(const std::vector<StatutoryRole>& who) {
  nlohmann::json list = nlohmann::json::array();
  for (const StatutoryRole& role : who) {
    list.push_back(
        {{"id", role.id}, {"ko", role.name.ko}, {"en", role.name.en}, {"role", role.product_role}});
  }
  return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<StatutoryRole> ReadWho(const std::string& text) {
  std::vector<StatutoryRole> who;
  for (const nlohmann::json& role : nlohmann::json::parse(text)) {
    who.push_back({role.value("id", ""),
                   {role.value("ko", ""), role.value("en", "")},
                   role.value("role", "")});
  }
  return who;
}

Duty ReadDuty(const pqxx::row& row, absl::CivilDay today) {
  Duty duty;
  duty.case_id = db::ToText(row["case_id"]);
  duty.id = absl::StrCat("case.", duty.case_id, ".", db::ToText(row["clock_id"]), ".",
                         row["run"].as<int>());
  duty.source = db::ToText(row["source"]);
  duty.kind = static_cast<Kind>(row["kind"].as<int>());
  duty.title = {db::ToText(row["title_ko"]), db::ToText(row["title_en"])};
  duty.procedure = db::ToText(row["procedure"]);
  duty.procedure_name = {db::ToText(row["procedure_name_ko"]),
                         db::ToText(row["procedure_name_en"])};
  duty.subject_name = db::ToText(row["subject_name"]);
  duty.who = ReadWho(db::ToText(row["who"]));
  duty.party_owes = row["party_owes"].as<bool>();
  duty.started_on = OptionalDay(row["started_on"]);
  duty.due_on = OptionalDay(row["due_on"]);
  duty.warn_on = OptionalDay(row["warn_on"]);
  duty.ended_on = OptionalDay(row["ended_on"]);
  duty.service_level_only = row["service_level_only"].as<bool>();
  duty.lapses = row["lapses"].as<bool>();
  duty.article = db::ToText(row["article"]);
  duty.explanation = {db::ToText(row["explanation_ko"]), db::ToText(row["explanation_en"])};
  duty.meeting_event = db::ToText(row["meeting_event_id"]);
  duty.meeting_event_name = {db::ToText(row["meeting_event_name_ko"]),
                             db::ToText(row["meeting_event_name_en"])};
  duty.updated_at_micros = absl::ToUnixMicros(db::ToTime(row["updated_at"]));
  duty.status = StatusOn(static_cast<ClockStatus>(row["clock_status"].as<int>()), duty.due_on,
                         today, duty.lapses);
  return duty;
}

// Which cases the role of parameter $2 deals with; an empty role sees all.
constexpr char kOfRole[] =
    "($2::text = '' OR $2::text = 'NIER_ADMIN' OR $2::text = ANY (c.office_roles) OR "
    "(cardinality(c.office_roles) = 0 AND $2::text IN ('LOCAL_OFFICER', 'REGIONAL_ENV_OFFICER')))";

// Whose cases the scope sees, by parameter $3: the district of a site is where it lies now.
constexpr char kInDistricts[] =
    "($3::text[] IS NULL OR COALESCE(s.district_code, c.district_code) = ANY ($3::text[]))";

std::optional<db::Array> DistrictsOf(const Scope& scope) {
  switch (scope.kind()) {
    case Scope::Kind::kNation:
    case Scope::Kind::kSystem:
      return std::nullopt;
    case Scope::Kind::kJurisdiction:
      return db::TextArray(scope.district_codes());
    default:
      return db::TextArray(std::vector<std::string>{});
  }
}

db::Param ToParam(const std::optional<db::Array>& array) {
  return array ? db::Param(array->literal) : std::nullopt;
}

template <class Enum>
std::vector<int> Numbers(const std::vector<Enum>& values) {
  std::vector<int> numbers;
  for (const Enum value : values) numbers.push_back(static_cast<int>(value));
  return numbers;
}

}  // namespace

bool Put(db::Tx& tx, const CaseDuties& duties, absl::Time now) {
  const pqxx::result stored = tx.Exec(
      R"(INSERT INTO duty_case AS c (case_id, source, version, owner_kind, owner_id, district_code, procedure_id,
                                     procedure_name_ko, procedure_name_en, kind, subject_name, office_roles, updated_at)
         VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6, $7, $8, $9, $10, $11, $12::text[], $13::timestamptz)
         ON CONFLICT (case_id) DO UPDATE SET version = $3, owner_kind = $4, owner_id = $5::uuid, district_code = $6,
                procedure_id = $7, procedure_name_ko = $8, procedure_name_en = $9, kind = $10, subject_name = $11,
                office_roles = $12::text[], updated_at = $13::timestamptz
         WHERE c.version < $3 AND c.source = $2)",
      duties.case_id, duties.source, duties.version, static_cast<int>(duties.owner.kind),
      duties.owner.kind == OwnerKind::kOffice ? std::optional<std::string>()
                                              : std::optional<std::string>(duties.owner.id),
      duties.district_code, duties.procedure, duties.procedure_name.ko, duties.procedure_name.en,
      static_cast<int>(duties.kind), duties.subject_name, db::TextArray(duties.office_roles), now);
  if (stored.affected_rows() == 0) return false;
  tx.Exec("DELETE FROM case_duty WHERE case_id = $1", duties.case_id);
  if (duties.duties.empty()) return true;
  std::vector<std::string> clocks, titles_ko, titles_en, who, articles, explanations_ko,
      explanations_en, events, events_ko, events_en, procedures;
  std::vector<int> runs, party, statuses, levels, lapses;
  std::vector<std::optional<std::string>> started, due, warn, ended;
  for (const CaseDuty& row : duties.duties) {
    clocks.push_back(row.clock_id);
    runs.push_back(row.run);
    titles_ko.push_back(row.duty.title.ko);
    titles_en.push_back(row.duty.title.en);
    who.push_back(WhoJson(row.duty.who));
    party.push_back(row.duty.party_owes);
    statuses.push_back(static_cast<int>(row.clock));
    started.push_back(DayOrNull(row.duty.started_on));
    due.push_back(DayOrNull(row.duty.due_on));
    warn.push_back(DayOrNull(row.duty.warn_on));
    ended.push_back(DayOrNull(row.duty.ended_on));
    levels.push_back(row.duty.service_level_only);
    lapses.push_back(row.duty.lapses);
    articles.push_back(row.duty.article);
    explanations_ko.push_back(row.duty.explanation.ko);
    explanations_en.push_back(row.duty.explanation.en);
    events.push_back(row.duty.meeting_event);
    events_ko.push_back(row.duty.meeting_event_name.ko);
    events_en.push_back(row.duty.meeting_event_name.en);
    procedures.push_back(row.duty.procedure);
  }
  tx.Exec(
      R"(INSERT INTO case_duty (case_id, clock_id, run, title_ko, title_en, who, party_owes, clock_status, started_on,
                                due_on, warn_on, ended_on, service_level_only, article, explanation_ko,
                                explanation_en, meeting_event_id, meeting_event_name_ko, meeting_event_name_en,
                                procedure_id, lapses)
         SELECT $1::uuid, u.*
         FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::smallint[],
                     $9::date[], $10::date[], $11::date[], $12::date[], $13::boolean[], $14::text[], $15::text[],
                     $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::boolean[]) AS u)",
      duties.case_id, db::TextArray(clocks), db::IntArray(runs), db::TextArray(titles_ko),
      db::TextArray(titles_en), db::TextArray(who), db::IntArray(party), db::IntArray(statuses),
      db::TextArray(started), db::TextArray(due), db::TextArray(warn), db::TextArray(ended),
      db::IntArray(levels), db::TextArray(articles), db::TextArray(explanations_ko),
      db::TextArray(explanations_en), db::TextArray(events), db::TextArray(events_ko),
      db::TextArray(events_en), db::TextArray(procedures), db::IntArray(lapses));
  return true;
}

std::vector<Duty> DutiesOf(db::Tx& tx, const Owner& owner, const OwnerFilter& filter,
                           absl::CivilDay today) {
  static const std::string sql = absl::StrCat(
      "SELECT ", kColumns,
      " FROM duty_case c JOIN case_duty d ON d.case_id = c.case_id"
      " WHERE c.owner_id = $1::uuid AND c.owner_kind = $3 AND ",
      kOfRole,
      " AND (d.due_on IS NULL OR d.due_on <= $5::date)"
      // Without a first day: everything that is still to be done, and what ended within the year.
      " AND ((d.due_on IS NULL AND ($4::date IS NULL OR $7::text <> ''))"
      "      OR d.due_on >= COALESCE($4::date, $6::date - 366)"
      "      OR ($4::date IS NULL AND d.clock_status IN (1, 2, 3, 4)))"
      " AND ($7::text = '' OR $7::text = ",
      kDutyId, ") ORDER BY d.case_id, d.clock_id, d.run");
  std::vector<Duty> duties;
  for (const pqxx::row& row :
       tx.Exec(sql, owner.id, filter.office_role, static_cast<int>(owner.kind),
               DayOrNull(filter.from), filter.to, today, filter.duty_id)) {
    duties.push_back(ReadDuty(row, today));
  }
  return duties;
}

OfficePage OfficeDuties(db::Tx& tx, const Scope& scope, const OfficeFilter& filter,
                        absl::CivilDay today, const std::optional<OfficeCursor>& after, int limit) {
  // What is to be done is a small part of all there ever was, and has an index of its own.
  const bool to_do = std::all_of(filter.statuses.begin(), filter.statuses.end(), IsToDo);
  const std::string from = absl::StrCat(
      " FROM (SELECT ", kColumns, ", ", kStatus, " AS status, ", kDutyId,
      " AS duty_id, COALESCE(d.due_on, 'infinity'::date) AS sort_on,"
      " COALESCE(s.name, '') AS site_name, COALESCE(s.district_code, c.district_code) AS district"
      " FROM duty_case c JOIN case_duty d ON d.case_id = c.case_id"
      " LEFT JOIN site_directory s ON c.owner_kind = 1 AND s.site_id = c.owner_id"
      " WHERE ",
      to_do ? "d.clock_status IN (1, 2, 3, 4) AND " : "", kOfRole, " AND ", kInDistricts,
      " AND ($4::date IS NULL OR d.due_on >= $4::date) AND ($5::date IS NULL OR d.due_on <= "
      "$5::date "
      "OR d.due_on IS NULL)"
      " AND (cardinality($6::text[]) = 0 OR c.source = ANY ($6::text[]))"
      " AND (cardinality($7::int[]) = 0 OR c.kind = ANY ($7::int[]))"
      " AND ($9::text = '' OR $9::text = CASE WHEN d.procedure_id = '' THEN c.procedure_id ELSE "
      "d.procedure_id END)"
      " AND (NOT $10::boolean OR NOT d.party_owes)) AS q"
      " WHERE q.status = ANY ($8::int[])");
  const std::string page_sql = absl::StrCat(
      "SELECT *", from,
      " AND ($11::int IS NULL OR ((q.status <> 2)::int, q.sort_on, q.duty_id) > ($11::int, "
      "$12::date, $13::text))"
      " ORDER BY (q.status <> 2)::int, q.sort_on, q.duty_id LIMIT $14");
  const std::string count_sql =
      absl::StrCat("SELECT count(*), count(*) FILTER (WHERE q.status = 2)", from);

  const db::Param districts = ToParam(DistrictsOf(scope));
  const auto statuses = db::IntArray(Numbers(filter.statuses));
  const auto kinds = db::IntArray(Numbers(filter.kinds));
  const auto sources = db::TextArray(filter.sources);
  OfficePage page;
  const pqxx::row counts = tx.Exec(count_sql, today, filter.role, districts, DayOrNull(filter.from),
                                   DayOrNull(filter.to), sources, kinds, statuses, filter.procedure,
                                   filter.owed_by_authority)[0];
  page.total = counts[0].as<int>();
  page.overdue = counts[1].as<int>();
  const pqxx::result rows =
      tx.Exec(page_sql, today, filter.role, districts, DayOrNull(filter.from), DayOrNull(filter.to),
              sources, kinds, statuses, filter.procedure, filter.owed_by_authority,
              after ? std::optional<int>(after->overdue ? 0 : 1) : std::nullopt,
              after ? std::optional<std::string>(after->due_on) : std::nullopt,
              after ? std::optional<std::string>(after->duty_id) : std::nullopt, limit);
  for (const pqxx::row& row : rows) {
    OfficeDuty found;
    found.duty = ReadDuty(row, today);
    found.owner.kind = static_cast<OwnerKind>(row["owner_kind"].as<int>());
    found.owner.id = db::ToOptionalText(row["owner_id"]).value_or("");
    found.site_name = db::ToText(row["site_name"]);
    found.district_code = db::ToText(row["district"]);
    page.duties.push_back(std::move(found));
  }
  return page;
}

std::vector<ProcedureCount> CountByProcedure(db::Tx& tx, const Scope& scope,
                                             const std::string& role,
                                             const std::vector<std::string>& sources,
                                             absl::CivilDay today, absl::CivilDay soon_until) {
  static const std::string sql = absl::StrCat(
      "SELECT q.source, q.procedure, min(q.procedure_name_ko), min(q.procedure_name_en),"
      " count(*) FILTER (WHERE q.status = 2), count(*) FILTER (WHERE q.status = 2 AND NOT "
      "q.party_owes), count(*) FILTER (WHERE q.status = 1 AND q.due_on <= $5::date), count(*)"
      " FROM (SELECT ",
      kColumns, ", ", kStatus,
      " AS status FROM duty_case c JOIN case_duty d ON d.case_id = c.case_id"
      " LEFT JOIN site_directory s ON c.owner_kind = 1 AND s.site_id = c.owner_id"
      " WHERE d.clock_status IN (1, 2, 3, 4) AND ",
      kOfRole, " AND ", kInDistricts,
      " AND (cardinality($4::text[]) = 0 OR c.source = ANY ($4::text[]))) AS q"
      " WHERE q.status <> 6 GROUP BY q.source, q.procedure ORDER BY 5 DESC, 8 DESC, q.source, "
      "q.procedure");
  std::vector<ProcedureCount> counts;
  for (const pqxx::row& row :
       tx.Exec(sql, today, role, ToParam(DistrictsOf(scope)), db::TextArray(sources), soon_until)) {
    ProcedureCount count;
    count.source = db::ToText(row[0]);
    count.procedure = db::ToText(row[1]);
    count.procedure_name = {db::ToText(row[2]), db::ToText(row[3])};
    count.overdue = row[4].as<int>();
    count.overdue_by_authority = row[5].as<int>();
    count.soon = row[6].as<int>();
    count.open = row[7].as<int>();
    counts.push_back(std::move(count));
  }
  return counts;
}

std::vector<OverdueCount> OverdueByProcedure(db::Tx& tx, absl::CivilDay today) {
  std::vector<OverdueCount> counts;
  for (
      const pqxx::row& row : tx.Exec(
          R"(SELECT c.source, CASE WHEN d.procedure_id = '' THEN c.procedure_id ELSE d.procedure_id END,
                     count(*) FILTER (WHERE d.clock_status = 4 OR (d.clock_status <> 3 AND d.due_on < $1::date))
              FROM duty_case c JOIN case_duty d ON d.case_id = c.case_id
              WHERE d.clock_status IN (1, 2, 3, 4) AND NOT d.lapses
              GROUP BY 1, 2)",
          today)) {
    counts.push_back({db::ToText(row[0]), db::ToText(row[1]), row[2].as<int>()});
  }
  return counts;
}

}  // namespace sems::duty::repository
