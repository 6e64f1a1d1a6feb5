#include "services/operations/repository/periods.h"

#include "common/values/civil.h"

namespace sems::operations::repository {
namespace {

constexpr char kColumns[] = "confirmed, version, changed_at, changed_by, reopen_reason";

Period ReadPeriod(const pqxx::result& rows, absl::CivilMonth month) {
  Period period;
  period.month = month;
  if (rows.empty()) return period;
  const pqxx::row row = rows[0];
  period.confirmed = row[0].as<bool>();
  period.version = row[1].as<std::int64_t>();
  if (!row[2].is_null()) period.changed_at = db::ToTime(row[2]);
  period.changed_by = db::ToOptionalText(row[3]).value_or("");
  period.reopen_reason = db::ToText(row[4]);
  return period;
}

}  // namespace

std::map<absl::CivilMonth, TouchedMonth> TouchMonths(db::Tx& tx, const server::SiteScope& site,
                                                     const std::vector<absl::CivilMonth>& months) {
  std::map<absl::CivilMonth, TouchedMonth> touched;
  if (months.empty()) return touched;
  std::vector<std::string> days;
  for (absl::CivilMonth month : months) days.push_back(FormatDay(FirstDay(month)));
  const pqxx::result rows = tx.Exec(
      R"(INSERT INTO period (site_id, month, revision, confirmed, version, reopen_reason)
         SELECT $1::uuid, m, 1, false, 0, '' FROM unnest($2::date[]) AS m ORDER BY m
         ON CONFLICT (site_id, month) DO UPDATE SET revision = period.revision + 1
         RETURNING month, revision, confirmed)",
      site.site_id(), db::TextArray(days));
  for (const auto& row : rows) {
    touched[MonthOf(db::ToDay(row[0]))] = {row[1].as<std::int64_t>(), row[2].as<bool>()};
  }
  return touched;
}

std::set<absl::CivilMonth> ConfirmedMonths(db::Tx& tx, const server::SiteScope& site,
                                           const std::set<absl::CivilMonth>& months) {
  std::set<absl::CivilMonth> confirmed;
  if (months.empty()) return confirmed;
  std::vector<std::string> days;
  for (absl::CivilMonth month : months) days.push_back(FormatDay(FirstDay(month)));
  for (const auto& row : tx.Exec(
           "SELECT month FROM period WHERE site_id = $1 AND month = ANY($2::date[]) AND confirmed",
           site.site_id(), db::TextArray(days))) {
    confirmed.insert(MonthOf(db::ToDay(row[0])));
  }
  return confirmed;
}

Period FindPeriod(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month) {
  static const std::string sql =
      std::string("SELECT ") + kColumns + " FROM period WHERE site_id = $1 AND month = $2";
  return ReadPeriod(tx.Exec(sql, site.site_id(), FirstDay(month)), month);
}

Period LockedPeriod(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month) {
  static const std::string sql = std::string("SELECT ") + kColumns +
                                 " FROM period WHERE site_id = $1 AND month = $2 FOR UPDATE";
  return ReadPeriod(tx.Exec(sql, site.site_id(), FirstDay(month)), month);
}

void StorePeriod(db::Tx& tx, const server::SiteScope& site, const Period& period,
                 const Actor& actor) {
  tx.Exec(
      R"(INSERT INTO period_history (site_id, month, version, confirmed, changed_at, changed_by, reopen_reason,
                                     replaced_at, replaced_by)
         SELECT site_id, month, version, confirmed, changed_at, changed_by, reopen_reason, $3::timestamptz, $4::uuid
         FROM period WHERE site_id = $1 AND month = $2)",
      site.site_id(), FirstDay(period.month), actor.now, actor.account_id);
  tx.Exec(
      R"(UPDATE period SET confirmed = $3, version = $4, changed_at = $5, changed_by = $6, reopen_reason = $7
         WHERE site_id = $1 AND month = $2)",
      site.site_id(), FirstDay(period.month), period.confirmed, period.version, period.changed_at,
      period.changed_by, period.reopen_reason);
}

void AddCounts(db::Tx& tx, const server::SiteScope& site, int kind,
               const std::map<absl::CivilMonth, RecordCount>& changes) {
  std::vector<std::string> months;
  std::vector<int> entered;
  std::vector<int> late;
  std::vector<int> corrected;
  for (const auto& [month, change] : changes) {
    if (change.entered == 0 && change.late == 0 && change.corrected == 0) continue;
    months.push_back(FormatDay(FirstDay(month)));
    entered.push_back(change.entered);
    late.push_back(change.late);
    corrected.push_back(change.corrected);
  }
  if (months.empty()) return;
  tx.Exec(
      R"(INSERT INTO record_count (site_id, month, kind, entered, late, corrected)
         SELECT $1::uuid, m, $2::smallint, e, l, c
         FROM unnest($3::date[], $4::int[], $5::int[], $6::int[]) AS u(m, e, l, c)
         ON CONFLICT (site_id, month, kind) DO UPDATE
         SET entered = record_count.entered + excluded.entered, late = record_count.late + excluded.late,
             corrected = record_count.corrected + excluded.corrected)",
      site.site_id(), kind, db::TextArray(months), db::IntArray(entered), db::IntArray(late),
      db::IntArray(corrected));
}

std::map<int, RecordCount> FindCounts(db::Tx& tx, const server::SiteScope& site,
                                      absl::CivilMonth month) {
  std::map<int, RecordCount> counts;
  for (const auto& row : tx.Exec("SELECT kind, entered, late, corrected FROM record_count WHERE "
                                 "site_id = $1 AND month = $2",
                                 site.site_id(), FirstDay(month))) {
    counts[row[0].as<int>()] = {row[1].as<int>(), row[2].as<int>(), row[3].as<int>()};
  }
  return counts;
}

}  // namespace sems::operations::repository
