#include "common/casework/service/repository/docket.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/service/repository/case_scope.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::casework::repository {
namespace {

using server::Scope;

constexpr char kColumns[] =
    "c.case_id, c.site_id, c.organisation_id, c.office_district_code, c.subject_name, "
    "c.district_code, c.procedure, c.machine, c.state, c.opened_on, c.next_due_on, c.next_clock, "
    "c.blocked, c.sequence";

// Gives every parameter a type, whichever of them the rest of the statement uses.
constexpr char kParameters[] =
    " AND ($5::text IS NULL OR TRUE) AND ($6::text IS NULL OR TRUE) AND ($7::text IS NULL OR TRUE)"
    " AND ($8::uuid IS NULL OR TRUE) AND ($9::uuid IS NULL OR TRUE) AND ($10::date IS NULL OR TRUE)"
    " AND ($11::text[] IS NULL OR TRUE) AND ($12::text[] IS NULL OR TRUE)"
    " AND ($13::date IS NULL OR TRUE) AND ($14::uuid IS NULL OR TRUE)";

constexpr char kNoCase[] = "00000000-0000-0000-0000-000000000000";

std::optional<std::string> OrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Where the cases of a branch are looked for: rows of `keys` (a FROM item named k), each the front
// of an index; none: one index for all. A condition must not repeat what the key says already: with
// an ANY on an index's first column PostgreSQL gives up the order of the index.
struct Branch {
  std::string keys;
  std::string condition;
};

void Add(std::string& condition, std::string_view more) {
  if (more.empty()) return;
  absl::StrAppend(&condition, condition.empty() ? "" : " AND ", ToAbsl(more));
}

std::vector<Branch> Branches(const Sight& sight, const DocketQuery& query) {
  const Scope::Kind kind = sight.scope.kind();
  const std::string in_sight = CaseInSight(sight, "c");
  std::string filter = query.closed ? "NOT c.open" : "c.open";
  if (!query.machine.empty()) Add(filter, "c.machine = $6::text");
  if (!query.state.empty()) Add(filter, "c.state = $7::text");
  if (query.due_until) Add(filter, "c.next_due_on <= $10::date");
  if (query.blocked_only) Add(filter, "c.blocked");
  const std::string of_procedure = query.procedure.empty() ? "" : "c.procedure = $5::text";
  const std::string decided = query.decided_by ? "c.decided_by = ANY ($11::text[])" : "";
  const std::string in_districts =
      query.districts.empty() ? "" : "c.district_code = ANY ($12::text[])";

  // One site, one organisation: few cases, whatever else is asked.
  const auto few = [&](std::string keys, std::string condition) -> Branch {
    for (const std::string& more : {filter, of_procedure, decided, in_districts})
      Add(condition, more);
    return {std::move(keys), std::move(condition)};
  };
  if (!query.site_id.empty() || !query.organisation_id.empty()) {
    std::string condition = in_sight;
    if (!query.site_id.empty()) Add(condition, "c.site_id = $8::uuid");
    if (!query.organisation_id.empty()) Add(condition, "c.organisation_id = $9::uuid");
    return {few("", condition)};
  }
  if (kind == Scope::Kind::kSites) {
    return {few("(SELECT o.site_id FROM site_operator o WHERE o.account_id = $1::uuid) AS k",
                "c.site_id = k.site_id")};
  }
  if (kind == Scope::Kind::kOrganisation) {
    return {
        few("", "c.organisation_id = $2::uuid"),
        few("(SELECT DISTINCT b.case_id FROM case_body b WHERE b.organisation_id = $2::uuid) AS k",
            "c.case_id = k.case_id AND c.organisation_id IS DISTINCT FROM $2::uuid")};
  }

  // Offices: district by district, and by what they decide. A district's cases of one procedure lie
  // together in an index, so the whole nation's are gone through district by district as well.
  std::string condition = filter;
  std::vector<std::string> keys;
  if (kind == Scope::Kind::kJurisdiction || !query.districts.empty() || !query.procedure.empty()) {
    keys.push_back("unnest($12::text[]) AS n(district_code)");
    Add(condition, "c.district_code = k.district_code");
  }
  Add(condition, of_procedure);
  if (sight.procedures) Add(condition, "c.procedure = ANY ($4::text[])");
  if (query.decided_by && query.procedure.empty()) {
    keys.push_back("unnest($11::text[]) AS d(decided_by)");
    Add(condition, "c.decided_by = k.decided_by");
  } else {
    Add(condition, decided);
  }
  if (kind == Scope::Kind::kNone || kind == Scope::Kind::kAccount) condition = "FALSE";
  std::vector<Branch> branches;
  if (keys.empty()) {
    branches.push_back({"", condition});
  } else {
    branches.push_back(
        {absl::StrCat("(SELECT * FROM ", absl::StrJoin(keys, " CROSS JOIN "), ") AS k"),
         condition});
  }
  if (sight.where_named) {
    Sight without = sight;
    without.where_named = false;
    branches.push_back(
        few("(SELECT DISTINCT b.case_id FROM case_body b WHERE b.account_id = $1::uuid) AS k",
            absl::StrCat("c.case_id = k.case_id AND NOT (", CaseInSight(without, "c"), ")")));
  }
  return branches;
}

// The districts that a list goes through one by one: those asked for, the caller's, or all.
std::vector<std::string> DistrictsOf(const Sight& sight, const DocketQuery& query) {
  if (!query.districts.empty()) return query.districts;
  if (sight.scope.kind() == Scope::Kind::kJurisdiction) return sight.scope.district_codes();
  if (query.procedure.empty()) return {};
  return query.all_districts;
}

pqxx::result Exec(const Sight& sight, db::Tx& tx, const std::string& sql, const DocketQuery& query,
                  const std::optional<DocketCursor>& after) {
  const SightParams params(sight);
  return tx.Exec(sql, params.account, params.organisation, params.districts, params.procedures,
                 OrNull(query.procedure), OrNull(query.machine), OrNull(query.state),
                 OrNull(query.site_id), OrNull(query.organisation_id), query.due_until,
                 query.decided_by ? std::optional(db::TextArray(*query.decided_by)) : std::nullopt,
                 db::TextArray(DistrictsOf(sight, query)),
                 after ? std::optional(after->next_due_on) : std::nullopt,
                 after ? std::optional(after->case_id) : std::nullopt);
}

// A number in the text of a statement, so that the planner knows how little is wanted; rounded, so
// that there are few such texts.
int RoundedLimit(int limit) {
  for (int rounded : {11, 51, 101, 501}) {
    if (limit <= rounded) return rounded;
  }
  return limit;
}

DocketLine ReadLine(const pqxx::row& row) {
  DocketLine line;
  line.case_id = db::ToText(row["case_id"]);
  line.subject.site_id = db::ToText(row["site_id"]);
  line.subject.organisation_id = db::ToText(row["organisation_id"]);
  line.subject.office_district_code = db::ToText(row["office_district_code"]);
  line.subject.name = db::ToText(row["subject_name"]);
  line.subject.district_code = db::ToText(row["district_code"]);
  line.procedure = db::ToText(row["procedure"]);
  line.machine = db::ToText(row["machine"]);
  line.state = db::ToText(row["state"]);
  line.opened_on = db::ToDay(row["opened_on"]);
  if (db::ToText(row["next_due_on"]) != "infinity")
    line.next_due_on = db::ToDay(row["next_due_on"]);
  line.next_clock = db::ToText(row["next_clock"]);
  line.blocked = row["blocked"].as<bool>();
  line.sequence = row["sequence"].as<int64_t>();
  return line;
}

}  // namespace

DocketPage ListDocket(const Sight& sight, db::Tx& tx, const DocketQuery& query,
                      const std::optional<DocketCursor>& after, int limit) {
  const std::string tail =
      absl::StrCat(" ORDER BY c.next_due_on, c.case_id LIMIT ", RoundedLimit(limit));
  const std::string_view from =
      after ? " AND (c.next_due_on, c.case_id) > ($13::date, $14::uuid)" : "";
  // First which cases, out of indexes alone as far as that goes; then what is told of them.
  std::vector<std::string> selects;
  for (const Branch& branch : Branches(sight, query)) {
    const std::string page = absl::StrCat("SELECT c.next_due_on, c.case_id FROM case_file c WHERE ",
                                          branch.condition, ToAbsl(from), tail);
    selects.push_back(branch.keys.empty() ? absl::StrCat("(", page, ")")
                                          : absl::StrCat("(SELECT p.* FROM ", branch.keys,
                                                         " CROSS JOIN LATERAL (", page, ") AS p)"));
  }
  const std::string sql = absl::StrCat(
      "SELECT ", kColumns, " FROM (SELECT c.* FROM (", absl::StrJoin(selects, " UNION ALL "),
      ") AS c WHERE ", kSightParameters, kParameters, tail,
      ") AS f JOIN case_file c ON c.case_id = f.case_id ORDER BY f.next_due_on, f.case_id");
  DocketPage page;
  for (const pqxx::row& row : Exec(sight, tx, sql, query, after)) {
    if (page.lines.size() == static_cast<std::size_t>(limit)) break;
    page.lines.push_back(ReadLine(row));
    page.cursors.push_back({db::ToText(row["next_due_on"]), page.lines.back().case_id});
  }
  return page;
}

DocketCounts CountDocket(const Sight& sight, db::Tx& tx, const DocketQuery& query,
                         absl::CivilDay today) {
  const auto count = [&](DocketQuery narrowed, std::string_view more) {
    std::vector<std::string> selects;
    for (const Branch& branch : Branches(sight, narrowed)) {
      selects.push_back(absl::StrCat(
          "(SELECT 1 FROM ", branch.keys, branch.keys.empty() ? "" : ", ", "case_file c WHERE ",
          branch.condition, ToAbsl(more), " LIMIT ", kCountCap + 1, ")"));
    }
    const std::string sql = absl::StrCat(
        "SELECT count(*) FROM (SELECT 1 FROM (", absl::StrJoin(selects, " UNION ALL "),
        ") AS found LIMIT ", kCountCap + 1, ") AS capped WHERE ", kSightParameters, kParameters);
    return Exec(sight, tx, sql, narrowed, DocketCursor{FormatDay(today), kNoCase})[0][0].as<int>();
  };
  DocketCounts counts;
  counts.open = count(query, "");
  counts.overdue = count(query, " AND c.next_due_on < $13::date");
  counts.due_in_7_days =
      count(query, " AND c.next_due_on >= $13::date AND c.next_due_on < $13::date + 7");
  DocketQuery blocked = query;
  blocked.blocked_only = true;
  counts.blocked = count(blocked, "");
  return counts;
}

}  // namespace sems::casework::repository
