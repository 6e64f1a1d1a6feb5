#include "services/operations/repository/monthly_uses.h"

#include <set>

namespace sems::operations::repository {
namespace {

constexpr char kListed[] =
    "SELECT item_id, month, amount, version, late, corrected, entered_at, entered_by, changed_at, "
    "changed_by "
    "FROM monthly_use WHERE site_id = $1 AND kind = $2 AND month BETWEEN $3 AND $4";

MonthlyUse ReadRecord(const pqxx::row& row) {
  return {db::ToText(row[0]), MonthOf(db::ToDay(row[1])), ReadDecimal(row[2])};
}

std::vector<Listed<MonthlyUse>> ReadRows(const pqxx::result& rows) {
  std::vector<Listed<MonthlyUse>> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back({ReadRecord(row), ReadEntry(row, 3)});
  return out;
}

// Columns of a set of keys.
struct Keys {
  std::vector<std::string> items;
  std::vector<std::string> months;
  DayRange range;
  void Add(const MonthlyUse& record) {
    items.push_back(record.item_id);
    months.push_back(FormatDay(FirstDay(record.month)));
    range.Add(FirstDay(record.month));
  }
};

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                   const std::vector<Write<MonthlyUse>>& writes, const Actor& actor) {
  Keys keys;
  Keys gone;
  std::vector<int> removed;
  for (const auto& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    const bool goes = write.change == records::Change::kRemove;
    keys.Add(*write.record);
    removed.push_back(goes);
    if (goes) gone.Add(*write.record);
  }
  if (keys.items.empty()) return;
  tx.Exec(
      R"(INSERT INTO monthly_use_history (site_id, kind, item_id, month, version, amount, late, corrected, entered_at,
                                          entered_by, changed_at, changed_by, replaced_at, replaced_by, removed)
         SELECT r.site_id, r.kind, r.item_id, r.month, r.version, r.amount, r.late, r.corrected, r.entered_at,
                r.entered_by, r.changed_at, r.changed_by, $8::timestamptz, $9::uuid, k.removed
         FROM monthly_use r
         JOIN unnest($5::uuid[], $6::date[], $7::boolean[]) AS k(item_id, month, removed)
           ON r.item_id = k.item_id AND r.month = k.month
         WHERE r.site_id = $1 AND r.kind = $2 AND r.month BETWEEN $3 AND $4)",
      site.site_id(), static_cast<int>(kind), keys.range.first, keys.range.last,
      db::TextArray(keys.items), db::TextArray(keys.months), db::IntArray(removed), actor.now,
      actor.account_id);
  if (gone.items.empty()) return;
  tx.Exec(
      R"(DELETE FROM monthly_use r USING unnest($5::uuid[], $6::date[]) AS k(item_id, month)
         WHERE r.site_id = $1 AND r.kind = $2 AND r.month BETWEEN $3 AND $4 AND r.item_id = k.item_id
               AND r.month = k.month)",
      site.site_id(), static_cast<int>(kind), gone.range.first, gone.range.last,
      db::TextArray(gone.items), db::TextArray(gone.months));
}

}  // namespace

records::StoredRecords<MonthlyUse> LoadMonthlyUses(db::Tx& tx, const server::SiteScope& site,
                                                   MonthlyKind kind,
                                                   const std::vector<MonthlyUseLine>& lines) {
  DayRange range;
  std::set<std::string> items;
  for (const auto& line : lines) {
    if (line.key.empty()) continue;
    range.Add(FirstDay(line.month));
    items.insert(line.record.item_id);
  }
  records::StoredRecords<MonthlyUse> stored;
  if (range.empty()) return stored;
  static const std::string sql = std::string(kListed) + " AND item_id = ANY($5::uuid[]) FOR UPDATE";
  for (auto& listed :
       ReadRows(tx.Exec(sql, site.site_id(), static_cast<int>(kind), range.first, range.last,
                        db::TextArray(std::vector<std::string>(items.begin(), items.end()))))) {
    std::string key = MonthlyUseKey(listed.record.item_id, listed.record.month);
    stored.emplace(std::move(key),
                   records::StoredRecord<MonthlyUse>{std::move(listed.record), listed.entry.version,
                                                     listed.entry.marks});
  }
  return stored;
}

void SaveMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                     const std::vector<Write<MonthlyUse>>& writes, const Actor& actor) {
  KeepAndRemove(tx, site, kind, writes, actor);
  Keys keys;
  std::vector<std::string> amounts;
  std::vector<std::int64_t> versions;
  std::vector<int> late;
  std::vector<int> corrected;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    keys.Add(*write.record);
    amounts.push_back(write.record->amount.ToString());
    versions.push_back(write.version);
    late.push_back(write.marks.late);
    corrected.push_back(write.marks.corrected);
  }
  if (keys.items.empty()) return;
  tx.Exec(
      R"(INSERT INTO monthly_use (site_id, kind, item_id, month, amount, version, late, corrected, entered_at,
                                  entered_by)
         SELECT $1::uuid, $2::smallint, u.*, $9::timestamptz, $10::uuid
         FROM unnest($3::uuid[], $4::date[], $5::numeric[], $6::bigint[], $7::boolean[], $8::boolean[]) AS u
         ON CONFLICT (site_id, kind, item_id, month) DO UPDATE
         SET amount = excluded.amount, version = excluded.version, corrected = excluded.corrected,
             changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), static_cast<int>(kind), db::TextArray(keys.items), db::TextArray(keys.months),
      db::TextArray(amounts), db::IntArray(versions), db::IntArray(late), db::IntArray(corrected),
      actor.now, actor.account_id);
}

ListedPage<MonthlyUse> ListMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                                       absl::CivilMonth first, absl::CivilMonth last,
                                       const std::optional<MonthlyUseCursor>& after, int limit) {
  static const std::string sql = std::string(kListed) +
                                 " AND ($5::date IS NULL OR (month, item_id) > ($5, $6::uuid))"
                                 " ORDER BY month, item_id LIMIT $7";
  ListedPage<MonthlyUse> page;
  page.total = tx.Exec(
                     R"(SELECT count(*) FROM monthly_use
                        WHERE site_id = $1 AND kind = $2 AND month BETWEEN $3 AND $4)",
                     site.site_id(), static_cast<int>(kind), FirstDay(first), FirstDay(last))[0][0]
                   .as<int>();
  page.rows =
      ReadRows(tx.Exec(sql, site.site_id(), static_cast<int>(kind), FirstDay(first), FirstDay(last),
                       after ? std::optional<absl::CivilDay>(FirstDay(after->month)) : std::nullopt,
                       after ? std::optional<std::string>(after->item_id) : std::nullopt, limit));
  return page;
}

std::vector<Listed<MonthlyUse>> MonthOfMonthlyUses(db::Tx& tx, const server::SiteScope& site,
                                                   MonthlyKind kind, absl::CivilMonth month) {
  static const std::string sql = std::string(kListed) + " ORDER BY item_id";
  return ReadRows(
      tx.Exec(sql, site.site_id(), static_cast<int>(kind), FirstDay(month), FirstDay(month)));
}

}  // namespace sems::operations::repository
