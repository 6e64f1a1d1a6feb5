#include "services/operations/repository/stack_hours.h"

#include <set>

namespace sems::operations::repository {
namespace {

constexpr char kListed[] =
    "SELECT stack_id, day, hours, minutes, remark, version, late, corrected, entered_at, "
    "entered_by, changed_at, "
    "changed_by FROM stack_hours WHERE site_id = $1 AND day BETWEEN $2 AND $3";

StackHours ReadRecord(const pqxx::row& row) {
  return {db::ToText(row[0]), db::ToDay(row[1]), row[2].as<int>(), row[3].as<int>(),
          db::ToText(row[4])};
}

std::vector<Listed<StackHours>> ReadRows(const pqxx::result& rows) {
  std::vector<Listed<StackHours>> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back({ReadRecord(row), ReadEntry(row, 5)});
  return out;
}

// The former rows of what is updated or removed, and the removal.
void KeepAndRemove(db::Tx& tx, const server::SiteScope& site,
                   const std::vector<Write<StackHours>>& writes, const Actor& actor) {
  std::vector<std::string> stacks;
  std::vector<std::string> days;
  std::vector<int> removed;
  std::vector<std::string> gone_stacks;
  std::vector<std::string> gone_days;
  DayRange range;
  for (const auto& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    const bool gone = write.change == records::Change::kRemove;
    stacks.push_back(write.record->stack_id);
    days.push_back(FormatDay(write.record->day));
    removed.push_back(gone);
    range.Add(write.record->day);
    if (!gone) continue;
    gone_stacks.push_back(stacks.back());
    gone_days.push_back(days.back());
  }
  if (stacks.empty()) return;
  tx.Exec(
      R"(INSERT INTO stack_hours_history (site_id, stack_id, day, version, hours, minutes, remark, late, corrected,
                                          entered_at, entered_by, changed_at, changed_by, replaced_at, replaced_by,
                                          removed)
         SELECT r.site_id, r.stack_id, r.day, r.version, r.hours, r.minutes, r.remark, r.late, r.corrected,
                r.entered_at, r.entered_by, r.changed_at, r.changed_by, $7::timestamptz, $8::uuid, k.removed
         FROM stack_hours r
         JOIN unnest($4::uuid[], $5::date[], $6::boolean[]) AS k(stack_id, day, removed)
           ON r.stack_id = k.stack_id AND r.day = k.day
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3)",
      site.site_id(), range.first, range.last, db::TextArray(stacks), db::TextArray(days),
      db::IntArray(removed), actor.now, actor.account_id);
  if (gone_stacks.empty()) return;
  tx.Exec(
      R"(DELETE FROM stack_hours r USING unnest($4::uuid[], $5::date[]) AS k(stack_id, day)
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND r.stack_id = k.stack_id AND r.day = k.day)",
      site.site_id(), range.first, range.last, db::TextArray(gone_stacks),
      db::TextArray(gone_days));
}

}  // namespace

records::StoredRecords<StackHours> LoadStackHours(db::Tx& tx, const server::SiteScope& site,
                                                  const std::vector<StackHoursLine>& lines) {
  DayRange range;
  std::set<std::string> stacks;
  for (const auto& line : lines) {
    if (line.key.empty()) continue;
    range.Add(line.record.day);
    stacks.insert(line.record.stack_id);
  }
  records::StoredRecords<StackHours> stored;
  if (range.empty()) return stored;
  const pqxx::result rows = tx.Exec(
      R"(SELECT stack_id, day, hours, minutes, remark, version, late, corrected FROM stack_hours
         WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND stack_id = ANY($4::uuid[]) FOR UPDATE)",
      site.site_id(), range.first, range.last,
      db::TextArray(std::vector<std::string>(stacks.begin(), stacks.end())));
  stored.reserve(rows.size());
  for (const auto& row : rows) {
    StackHours record = ReadRecord(row);
    std::string key = StackHoursKey(record.stack_id, record.day);
    stored.emplace(
        std::move(key),
        records::StoredRecord<StackHours>{
            std::move(record), row[5].as<std::int64_t>(), {row[6].as<bool>(), row[7].as<bool>()}});
  }
  return stored;
}

void SaveStackHours(db::Tx& tx, const server::SiteScope& site,
                    const std::vector<Write<StackHours>>& writes, const Actor& actor) {
  KeepAndRemove(tx, site, writes, actor);
  std::vector<std::string> stacks;
  std::vector<std::string> days;
  std::vector<int> hours;
  std::vector<int> minutes;
  std::vector<std::string> remarks;
  std::vector<std::int64_t> versions;
  std::vector<int> late;
  std::vector<int> corrected;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    stacks.push_back(write.record->stack_id);
    days.push_back(FormatDay(write.record->day));
    hours.push_back(write.record->hours);
    minutes.push_back(write.record->minutes);
    remarks.push_back(write.record->remark);
    versions.push_back(write.version);
    late.push_back(write.marks.late);
    corrected.push_back(write.marks.corrected);
  }
  if (stacks.empty()) return;
  tx.Exec(
      R"(INSERT INTO stack_hours (site_id, stack_id, day, hours, minutes, remark, version, late, corrected, entered_at,
                                  entered_by)
         SELECT $1::uuid, u.*, $10::timestamptz, $11::uuid
         FROM unnest($2::uuid[], $3::date[], $4::smallint[], $5::smallint[], $6::text[], $7::bigint[], $8::boolean[],
                     $9::boolean[]) AS u
         ON CONFLICT (site_id, stack_id, day) DO UPDATE
         SET hours = excluded.hours, minutes = excluded.minutes, remark = excluded.remark, version = excluded.version,
             corrected = excluded.corrected, changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(stacks), db::TextArray(days), db::IntArray(hours),
      db::IntArray(minutes), db::TextArray(remarks), db::IntArray(versions), db::IntArray(late),
      db::IntArray(corrected), actor.now, actor.account_id);
}

ListedPage<StackHours> ListStackHours(db::Tx& tx, const server::SiteScope& site,
                                      const StackHoursFilter& filter,
                                      const std::optional<StackHoursCursor>& after, int limit) {
  static const std::string sql = std::string(kListed) +
                                 " AND ($4::uuid IS NULL OR stack_id = $4) AND ($5::date IS NULL "
                                 "OR (day, stack_id) > ($5, $6::uuid))"
                                 " ORDER BY day, stack_id LIMIT $7";
  const absl::CivilDay first = FirstDay(filter.month);
  const absl::CivilDay last = LastDay(filter.month);
  ListedPage<StackHours> page;
  page.total = tx.Exec(
                     R"(SELECT count(*) FROM stack_hours
                        WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR stack_id = $4))",
                     site.site_id(), first, last, filter.stack_id)[0][0]
                   .as<int>();
  page.rows =
      ReadRows(tx.Exec(sql, site.site_id(), first, last, filter.stack_id,
                       after ? std::optional<absl::CivilDay>(after->day) : std::nullopt,
                       after ? std::optional<std::string>(after->stack_id) : std::nullopt, limit));
  return page;
}

std::vector<Listed<StackHours>> MonthOfStackHours(db::Tx& tx, const server::SiteScope& site,
                                                  absl::CivilMonth month) {
  static const std::string sql = std::string(kListed) + " ORDER BY day, stack_id";
  return ReadRows(tx.Exec(sql, site.site_id(), FirstDay(month), LastDay(month)));
}

}  // namespace sems::operations::repository
