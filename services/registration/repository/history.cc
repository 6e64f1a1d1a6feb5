#include "services/registration/repository/history.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/db/tx.h"
#include "services/registration/repository/facts_columns.h"
#include "services/registration/repository/names.h"

namespace sems::registration::repository {

void KeepFormer(db::Tx& tx, const std::vector<SiteChange>& changes, const std::string& changed_by,
                absl::Time now) {
  if (changes.empty()) return;
  std::vector<std::string> ids;
  std::vector<std::string> kinds;
  std::vector<std::string> reasons;
  std::vector<std::string> fields;
  for (const SiteChange& change : changes) {
    ids.push_back(change.site_id);
    kinds.emplace_back(NameOf(change.kind));
    reasons.push_back(change.reason);
    fields.push_back(absl::StrJoin(change.changed_fields, ","));
  }
  tx.Exec(absl::StrCat(
              "INSERT INTO site_history (site_id, version, kind, changed_at, changed_by,"
              " change_reason, changed_fields, state, approved_on, local_officer, updated_at, ",
              FactsColumns(""),
              ") SELECT s.id, s.version + 1, u.kind, $5::timestamptz, $6::uuid, u.reason,"
              " string_to_array(u.fields, ','), s.state, s.approved_on, s.local_officer,"
              " s.updated_at, ",
              FactsColumns("s"),
              " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])"
              " AS u (id, kind, reason, fields) JOIN site s ON s.id = u.id"),
          db::TextArray(ids), db::TextArray(kinds), db::TextArray(reasons), db::TextArray(fields),
          now, changed_by);
}

void RecordRegistrations(db::Tx& tx, const std::vector<std::string>& site_ids,
                         const std::string& changed_by, absl::Time now) {
  if (site_ids.empty()) return;
  tx.Exec(R"(INSERT INTO site_history (site_id, version, kind, changed_at, changed_by,
                                       change_reason, changed_fields)
             SELECT u.id, 1, 'REGISTERED', $2::timestamptz, $3::uuid, '', '{}'
             FROM unnest($1::uuid[]) AS u (id))",
          db::TextArray(site_ids), now, changed_by);
}

std::vector<HistoryEntry> ListHistory(const server::SiteScope& site, db::Tx& tx,
                                      std::int64_t below_version, int limit) {
  const pqxx::result rows = tx.Exec(
      absl::StrCat("SELECT version, kind, changed_at, changed_by, change_reason,"
                   " array_to_string(changed_fields, ',') AS changed_fields, state, approved_on,"
                   " local_officer, updated_at, ",
                   FactsColumns(""),
                   " FROM site_history WHERE site_id = $1::uuid"
                   " AND ($2::bigint = 0 OR version < $2::bigint)"
                   " ORDER BY version DESC LIMIT $3::int"),
      site.site_id(), below_version, limit);
  std::vector<HistoryEntry> entries;
  for (const pqxx::row& row : rows) {
    HistoryEntry entry;
    entry.version = row["version"].as<std::int64_t>();
    entry.kind = ChangeKindNamed(db::ToText(row["kind"]));
    entry.changed_at = db::ToTime(row["changed_at"]);
    entry.changed_by = db::ToText(row["changed_by"]);
    entry.reason = db::ToText(row["change_reason"]);
    entry.changed_fields =
        absl::StrSplit(db::ToText(row["changed_fields"]), ',', absl::SkipEmpty());
    if (!row["state"].is_null()) {
      entry.former = Site{.id = site.site_id(),
                          .version = entry.version - 1,
                          .state = SiteStateNamed(db::ToText(row["state"])),
                          .approved_on = db::ToDay(row["approved_on"]),
                          .local_officer = db::ToText(row["local_officer"]),
                          .updated_at = db::ToTime(row["updated_at"]),
                          .facts = ReadFacts(row)};
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace sems::registration::repository
