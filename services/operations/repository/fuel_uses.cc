#include "services/operations/repository/fuel_uses.h"

#include <set>

namespace sems::operations::repository {
namespace {

constexpr char kListed[] =
    "SELECT emission_facility_id, fuel_id, day, daily, amount, version, late, corrected, "
    "entered_at, entered_by, "
    "changed_at, changed_by FROM fuel_use WHERE site_id = $1 AND day BETWEEN $2 AND $3";

FuelUse ReadRecord(const pqxx::row& row) {
  return {db::ToText(row[0]), db::ToText(row[1]), row[3].as<bool>(), db::ToDay(row[2]),
          ReadDecimal(row[4])};
}

std::vector<Listed<FuelUse>> ReadRows(const pqxx::result& rows) {
  std::vector<Listed<FuelUse>> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back({ReadRecord(row), ReadEntry(row, 5)});
  return out;
}

// Columns of a set of keys.
struct Keys {
  std::vector<std::string> facilities;
  std::vector<std::string> fuels;
  std::vector<std::string> days;
  std::vector<int> daily;
  DayRange range;
  void Add(const FuelUse& record) {
    facilities.push_back(record.emission_facility_id);
    fuels.push_back(record.fuel_id);
    days.push_back(FormatDay(record.day));
    daily.push_back(record.daily);
    range.Add(record.day);
  }
};

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site,
                   const std::vector<Write<FuelUse>>& writes, const Actor& actor) {
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
  if (keys.days.empty()) return;
  tx.Exec(
      R"(INSERT INTO fuel_use_history (site_id, emission_facility_id, fuel_id, day, daily, version, amount, late,
                                       corrected, entered_at, entered_by, changed_at, changed_by, replaced_at,
                                       replaced_by, removed)
         SELECT r.site_id, r.emission_facility_id, r.fuel_id, r.day, r.daily, r.version, r.amount, r.late, r.corrected,
                r.entered_at, r.entered_by, r.changed_at, r.changed_by, $9::timestamptz, $10::uuid, k.removed
         FROM fuel_use r
         JOIN unnest($4::uuid[], $5::uuid[], $6::date[], $7::boolean[], $8::boolean[])
              AS k(emission_facility_id, fuel_id, day, daily, removed)
           ON r.emission_facility_id = k.emission_facility_id AND r.fuel_id = k.fuel_id AND r.day = k.day
              AND r.daily = k.daily
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3)",
      site.site_id(), keys.range.first, keys.range.last, db::TextArray(keys.facilities),
      db::TextArray(keys.fuels), db::TextArray(keys.days), db::IntArray(keys.daily),
      db::IntArray(removed), actor.now, actor.account_id);
  if (gone.days.empty()) return;
  tx.Exec(
      R"(DELETE FROM fuel_use r
         USING unnest($4::uuid[], $5::uuid[], $6::date[], $7::boolean[])
               AS k(emission_facility_id, fuel_id, day, daily)
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND r.emission_facility_id = k.emission_facility_id
               AND r.fuel_id = k.fuel_id AND r.day = k.day AND r.daily = k.daily)",
      site.site_id(), gone.range.first, gone.range.last, db::TextArray(gone.facilities),
      db::TextArray(gone.fuels), db::TextArray(gone.days), db::IntArray(gone.daily));
}

}  // namespace

records::StoredRecords<FuelUse> LoadFuelUses(db::Tx& tx, const server::SiteScope& site,
                                             const std::vector<FuelUseLine>& lines) {
  DayRange range;
  std::set<std::string> facilities;
  for (const auto& line : lines) {
    if (line.key.empty()) continue;
    range.Add(FirstDay(line.month));
    range.Add(LastDay(line.month));
    facilities.insert(line.record.emission_facility_id);
  }
  records::StoredRecords<FuelUse> stored;
  if (range.empty()) return stored;
  static const std::string sql =
      std::string(kListed) + " AND emission_facility_id = ANY($4::uuid[]) FOR UPDATE";
  for (auto& listed : ReadRows(tx.Exec(
           sql, site.site_id(), range.first, range.last,
           db::TextArray(std::vector<std::string>(facilities.begin(), facilities.end()))))) {
    std::string key = FuelUseKey(listed.record);
    stored.emplace(std::move(key),
                   records::StoredRecord<FuelUse>{std::move(listed.record), listed.entry.version,
                                                  listed.entry.marks});
  }
  return stored;
}

void SaveFuelUses(db::Tx& tx, const server::SiteScope& site,
                  const std::vector<Write<FuelUse>>& writes, const Actor& actor) {
  KeepAndRemove(tx, site, writes, actor);
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
  if (keys.days.empty()) return;
  tx.Exec(
      R"(INSERT INTO fuel_use (site_id, emission_facility_id, fuel_id, day, daily, amount, version, late, corrected,
                               entered_at, entered_by)
         SELECT $1::uuid, u.*, $10::timestamptz, $11::uuid
         FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::boolean[], $6::numeric[], $7::bigint[], $8::boolean[],
                     $9::boolean[]) AS u
         ON CONFLICT (site_id, emission_facility_id, fuel_id, day, daily) DO UPDATE
         SET amount = excluded.amount, version = excluded.version, corrected = excluded.corrected,
             changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(keys.facilities), db::TextArray(keys.fuels),
      db::TextArray(keys.days), db::IntArray(keys.daily), db::TextArray(amounts),
      db::IntArray(versions), db::IntArray(late), db::IntArray(corrected), actor.now,
      actor.account_id);
}

ListedPage<FuelUse> ListFuelUses(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth first,
                                 absl::CivilMonth last, const std::optional<FuelUseCursor>& after,
                                 int limit) {
  static const std::string sql = std::string(kListed) +
                                 " AND ($4::date IS NULL OR (day, daily, emission_facility_id, "
                                 "fuel_id) > ($4, $5::boolean, $6::uuid, $7::uuid))"
                                 " ORDER BY day, daily, emission_facility_id, fuel_id LIMIT $8";
  ListedPage<FuelUse> page;
  page.total = tx.Exec("SELECT count(*) FROM fuel_use WHERE site_id = $1 AND day BETWEEN $2 AND $3",
                       site.site_id(), FirstDay(first), LastDay(last))[0][0]
                   .as<int>();
  const auto cursor = after.value_or(FuelUseCursor{});
  const auto text = [&](const std::string& value) {
    return after ? std::optional<std::string>(value) : std::nullopt;
  };
  page.rows = ReadRows(tx.Exec(sql, site.site_id(), FirstDay(first), LastDay(last),
                               after ? std::optional<absl::CivilDay>(cursor.day) : std::nullopt,
                               cursor.daily, text(cursor.emission_facility_id),
                               text(cursor.fuel_id), limit));
  return page;
}

std::vector<Listed<FuelUse>> MonthOfFuelUses(db::Tx& tx, const server::SiteScope& site,
                                             absl::CivilMonth month) {
  static const std::string sql =
      std::string(kListed) + " ORDER BY day, emission_facility_id, fuel_id";
  return ReadRows(tx.Exec(sql, site.site_id(), FirstDay(month), LastDay(month)));
}

}  // namespace sems::operations::repository
