#include "services/noise/repository/operation_log.h"

#include <algorithm>
#include <set>

#include "common/values/civil.h"

namespace sems::noise::repository {
namespace {

constexpr char kColumns[] =
    "week_from, facility, running_hours, managed_by, operated_by, important_matters, discontinued, "
    "version, entered_at, entered_by, changed_at, changed_by";
constexpr int kEntry = 7;
constexpr int kReplaced = 12;

OperationEntry ReadRecord(const pqxx::row& row) {
  return {db::ToDay(row[0]),  db::ToText(row[1]), ReadDecimal(row[2]), db::ToText(row[3]),
          db::ToText(row[4]), db::ToText(row[5]), row[6].as<bool>()};
}

std::vector<Listed<OperationEntry>> ReadRows(const pqxx::result& rows, bool former = false) {
  std::vector<Listed<OperationEntry>> out;
  for (const auto& row : rows) {
    out.push_back({ReadRecord(row), ReadLogEntry(row, kEntry), std::nullopt});
    if (former) out.back().replaced = ReadReplaced(row, kReplaced);
  }
  return out;
}

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site,
                   const std::vector<Write<OperationEntry>>& writes, const Writer& writer) {
  std::vector<std::string> weeks, facilities, gone_weeks, gone_facilities;
  std::vector<int> removed;
  for (const auto& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    const bool gone = write.change == records::Change::kRemove;
    weeks.push_back(FormatDay(write.record->week_from));
    facilities.push_back(write.record->facility);
    removed.push_back(gone);
    if (!gone) continue;
    gone_weeks.push_back(weeks.back());
    gone_facilities.push_back(facilities.back());
  }
  if (weeks.empty()) return;
  tx.Exec(
      R"(INSERT INTO operation_log_history (site_id, week_from, facility, version, running_hours, managed_by,
           operated_by, important_matters, discontinued, entered_at, entered_by, changed_at, changed_by,
           replaced_at, replaced_by, removed)
         SELECT r.site_id, r.week_from, r.facility, r.version, r.running_hours, r.managed_by, r.operated_by,
                r.important_matters, r.discontinued, r.entered_at, r.entered_by, r.changed_at, r.changed_by,
                $5::timestamptz, $6::uuid, k.removed
         FROM operation_log r
         JOIN unnest($2::date[], $3::text[], $4::boolean[]) AS k(week_from, facility, removed)
           ON r.week_from = k.week_from AND r.facility = k.facility
         WHERE r.site_id = $1::uuid)",
      site.site_id(), db::TextArray(weeks), db::TextArray(facilities), db::IntArray(removed),
      writer.now, writer.account_id);
  if (gone_weeks.empty()) return;
  tx.Exec(
      R"(DELETE FROM operation_log r USING unnest($2::date[], $3::text[]) AS k(week_from, facility)
             WHERE r.site_id = $1::uuid AND r.week_from = k.week_from AND r.facility = k.facility)",
      site.site_id(), db::TextArray(gone_weeks), db::TextArray(gone_facilities));
}

}  // namespace

records::StoredRecords<OperationEntry> LoadOperationLog(db::Tx& tx, const server::SiteScope& site,
                                                        const std::vector<OperationLine>& lines,
                                                        int week_days) {
  absl::CivilDay first = absl::CivilDay::max();
  absl::CivilDay last = absl::CivilDay::min();
  std::set<std::string> facilities;
  for (const OperationLine& line : lines) {
    if (line.key.empty()) continue;
    first = std::min(first, line.record.week_from);
    last = std::max(last, line.record.week_from);
    facilities.insert(line.record.facility);
  }
  records::StoredRecords<OperationEntry> stored;
  if (facilities.empty()) return stored;
  const pqxx::result rows = tx.Exec(
      std::string("SELECT ") + kColumns +
          " FROM operation_log WHERE site_id = $1::uuid AND week_from BETWEEN $2::date AND $3::date"
          " AND facility = ANY($4::text[]) FOR UPDATE",
      site.site_id(), first - week_days, last + week_days,
      db::TextArray(std::vector<std::string>(facilities.begin(), facilities.end())));
  for (const auto& row : rows) {
    OperationEntry record = ReadRecord(row);
    std::string key = OperationKey(record.week_from, record.facility);
    stored.emplace(std::move(key), records::StoredRecord<OperationEntry>{
                                       std::move(record), row[kEntry].as<std::int64_t>(), {}});
  }
  return stored;
}

void SaveOperationLog(db::Tx& tx, const server::SiteScope& site,
                      const std::vector<Write<OperationEntry>>& writes, const Writer& writer) {
  KeepAndRemove(tx, site, writes, writer);
  std::vector<std::string> weeks, facilities, hours, managers, operators, matters;
  std::vector<int> discontinued;
  std::vector<std::int64_t> versions;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    const OperationEntry& record = *write.record;
    weeks.push_back(FormatDay(record.week_from));
    facilities.push_back(record.facility);
    hours.push_back(record.running_hours.ToString());
    managers.push_back(record.managed_by);
    operators.push_back(record.operated_by);
    matters.push_back(record.important_matters);
    discontinued.push_back(record.discontinued);
    versions.push_back(write.version);
  }
  if (weeks.empty()) return;
  tx.Exec(
      R"(INSERT INTO operation_log (site_id, week_from, facility, running_hours, managed_by, operated_by,
           important_matters, discontinued, version, entered_at, entered_by)
         SELECT $1::uuid, u.*, $10::timestamptz, $11::uuid
         FROM unnest($2::date[], $3::text[], $4::numeric[], $5::text[], $6::text[], $7::text[], $8::boolean[],
                     $9::bigint[]) AS u
         ON CONFLICT (site_id, week_from, facility) DO UPDATE
         SET running_hours = excluded.running_hours, managed_by = excluded.managed_by,
             operated_by = excluded.operated_by, important_matters = excluded.important_matters,
             discontinued = excluded.discontinued, version = excluded.version,
             changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(weeks), db::TextArray(facilities), db::TextArray(hours),
      db::TextArray(managers), db::TextArray(operators), db::TextArray(matters),
      db::IntArray(discontinued), db::IntArray(versions), writer.now, writer.account_id);
}

std::vector<Listed<OperationEntry>> WeekOfOperationLog(db::Tx& tx, const server::SiteScope& site,
                                                       absl::CivilDay week_from) {
  return ReadRows(tx.Exec(std::string("SELECT ") + kColumns +
                              " FROM operation_log WHERE site_id = $1::uuid AND week_from = "
                              "$2::date ORDER BY facility COLLATE \"C\"",
                          site.site_id(), week_from));
}

ListedPage<OperationEntry> ListOperationLog(db::Tx& tx, const server::SiteScope& site,
                                            const OperationFilter& filter,
                                            const std::optional<OperationCursor>& after,
                                            int limit) {
  static const std::string matching =
      " FROM operation_log WHERE site_id = $1::uuid AND ($2::date IS NULL OR week_from >= $2::date)"
      " AND ($3::date IS NULL OR week_from <= $3::date) AND ($4::text IS NULL OR facility = $4)";
  ListedPage<OperationEntry> page;
  page.total = tx.Exec("SELECT count(*)" + matching, site.site_id(), filter.from, filter.to,
                       filter.facility)[0][0]
                   .as<int>();
  page.rows = ReadRows(tx.Exec(
      std::string("SELECT ") + kColumns + matching +
          " AND ($5::date IS NULL OR (week_from, facility COLLATE \"C\") > ($5::date, $6::text)) "
          "ORDER BY week_from, facility COLLATE \"C\" LIMIT $7::int",
      site.site_id(), filter.from, filter.to, filter.facility,
      after ? std::optional(after->week_from) : std::nullopt,
      after ? std::optional(after->facility) : std::nullopt, limit));
  return page;
}

std::vector<Listed<OperationEntry>> ListOperationHistory(
    db::Tx& tx, const server::SiteScope& site, const OperationFilter& filter,
    const std::optional<OperationHistoryCursor>& after, int limit) {
  return ReadRows(
      tx.Exec(
          std::string("SELECT ") + kColumns +
              ", replaced_at, replaced_by, removed FROM operation_log_history WHERE site_id = "
              "$1::uuid AND ($2::date IS NULL OR week_from >= $2::date) AND ($3::date IS NULL OR "
              "week_from <= $3::date) AND ($4::timestamptz IS NULL OR (replaced_at, week_from, "
              "facility COLLATE \"C\") > ($4::timestamptz, $5::date, $6::text)) ORDER BY "
              "replaced_at, week_from, facility COLLATE \"C\" LIMIT $7::int",
          site.site_id(), filter.from, filter.to,
          after ? std::optional(after->replaced_at) : std::nullopt,
          after ? std::optional(after->week_from) : std::nullopt,
          after ? std::optional(after->facility) : std::nullopt, limit),
      true);
}

std::vector<RecordedWeek> RecordedWeeks(db::Tx& tx, const server::SiteScope& site,
                                        absl::CivilDay from) {
  std::vector<RecordedWeek> weeks;
  for (const auto& row : tx.Exec(
           R"((SELECT week_from, facility, discontinued FROM operation_log
               WHERE site_id = $1::uuid AND week_from >= $2::date)
              UNION ALL
              (SELECT DISTINCT ON (facility) week_from, facility, discontinued FROM operation_log
               WHERE site_id = $1::uuid AND week_from < $2::date ORDER BY facility, week_from DESC))",
           site.site_id(), from)) {
    weeks.push_back({db::ToDay(row[0]), db::ToText(row[1]), row[2].as<bool>()});
  }
  return weeks;
}

std::optional<absl::CivilDay> FirstRecordedWeek(db::Tx& tx, const server::SiteScope& site) {
  const pqxx::result rows = tx.Exec(
      "SELECT least((SELECT min(week_from) FROM operation_log WHERE site_id = $1::uuid), (SELECT "
      "min(week_from) FROM operation_log_history WHERE site_id = $1::uuid))",
      site.site_id());
  if (rows[0][0].is_null()) return std::nullopt;
  return db::ToDay(rows[0][0]);
}

}  // namespace sems::noise::repository
