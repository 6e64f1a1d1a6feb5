#include "services/operations/repository/device_operations.h"

#include <set>

namespace sems::operations::repository {
namespace {

constexpr char kListed[] =
    "SELECT device_id, day, amount_used_kwh, chemical_1, chemical_1_amount, chemical_1_unit, "
    "chemical_2, "
    "chemical_2_amount, chemical_2_unit, chemical_3, chemical_3_amount, chemical_3_unit, version, "
    "late, corrected, "
    "entered_at, entered_by, changed_at, changed_by FROM device_operation WHERE site_id = $1 AND "
    "day BETWEEN $2 AND $3";

using Optional = std::optional<std::string>;
using Column = std::vector<Optional>;

DeviceOperation ReadRecord(const pqxx::row& row) {
  DeviceOperation record;
  record.device_id = db::ToText(row[0]);
  record.day = db::ToDay(row[1]);
  if (!row[2].is_null()) record.amount_used_kwh = ReadDecimal(row[2]);
  for (int column : {3, 6, 9}) {
    if (row[column].is_null()) continue;
    record.chemicals.push_back({db::ToText(row[column]), ReadDecimal(row[column + 1]),
                                static_cast<ChemicalUnit>(row[column + 2].as<int>())});
  }
  return record;
}

std::vector<Listed<DeviceOperation>> ReadRows(const pqxx::result& rows,
                                              const ReadingsByDay& readings) {
  std::vector<Listed<DeviceOperation>> out;
  out.reserve(rows.size());
  for (const auto& row : rows) {
    Listed<DeviceOperation> listed{ReadRecord(row), ReadEntry(row, 12)};
    const auto found = readings.find({listed.record.device_id, listed.record.day});
    if (found != readings.end()) listed.record.readings = found->second;
    out.push_back(std::move(listed));
  }
  return out;
}

// Keys of the records that existed before, and which of them go.
struct Former {
  std::vector<std::string> devices;
  std::vector<std::string> days;
  std::vector<int> removed;
  DayRange range;
  bool any_removed = false;
};

Former FormerOf(const std::vector<Write<DeviceOperation>>& writes) {
  Former former;
  for (const auto& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    const bool gone = write.change == records::Change::kRemove;
    former.devices.push_back(write.record->device_id);
    former.days.push_back(FormatDay(write.record->day));
    former.removed.push_back(gone);
    former.range.Add(write.record->day);
    former.any_removed = former.any_removed || gone;
  }
  return former;
}

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site, const Former& former,
                   const Actor& actor) {
  if (former.devices.empty()) return;
  const db::Array devices = db::TextArray(former.devices);
  const db::Array days = db::TextArray(former.days);
  const db::Array removed = db::IntArray(former.removed);
  tx.Exec(
      R"(INSERT INTO meter_reading_history (site_id, device_id, day, version, meter_id, reading)
         SELECT r.site_id, r.device_id, r.day, o.version, r.meter_id, r.reading
         FROM meter_reading r
         JOIN unnest($4::uuid[], $5::date[]) AS k(device_id, day) ON r.device_id = k.device_id AND r.day = k.day
         JOIN device_operation o ON o.site_id = r.site_id AND o.device_id = r.device_id AND o.day = r.day
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND o.site_id = $1 AND o.day BETWEEN $2 AND $3)",
      site.site_id(), former.range.first, former.range.last, devices, days);
  tx.Exec(
      R"(INSERT INTO device_operation_history
             (site_id, device_id, day, version, amount_used_kwh, chemical_1, chemical_1_amount, chemical_1_unit,
              chemical_2, chemical_2_amount, chemical_2_unit, chemical_3, chemical_3_amount, chemical_3_unit, late,
              corrected, entered_at, entered_by, changed_at, changed_by, replaced_at, replaced_by, removed)
         SELECT r.site_id, r.device_id, r.day, r.version, r.amount_used_kwh, r.chemical_1, r.chemical_1_amount,
                r.chemical_1_unit, r.chemical_2, r.chemical_2_amount, r.chemical_2_unit, r.chemical_3,
                r.chemical_3_amount, r.chemical_3_unit, r.late, r.corrected, r.entered_at, r.entered_by, r.changed_at,
                r.changed_by, $7::timestamptz, $8::uuid, k.removed
         FROM device_operation r
         JOIN unnest($4::uuid[], $5::date[], $6::boolean[]) AS k(device_id, day, removed)
           ON r.device_id = k.device_id AND r.day = k.day
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3)",
      site.site_id(), former.range.first, former.range.last, devices, days, removed, actor.now,
      actor.account_id);
  // The readings of an updated record are entered anew below.
  tx.Exec(
      R"(DELETE FROM meter_reading r USING unnest($4::uuid[], $5::date[]) AS k(device_id, day)
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND r.device_id = k.device_id AND r.day = k.day)",
      site.site_id(), former.range.first, former.range.last, devices, days);
  if (!former.any_removed) return;
  tx.Exec(
      R"(DELETE FROM device_operation r
         USING unnest($4::uuid[], $5::date[], $6::boolean[]) AS k(device_id, day, removed)
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND r.device_id = k.device_id AND r.day = k.day
               AND k.removed)",
      site.site_id(), former.range.first, former.range.last, devices, days, removed);
}

void InsertReadings(db::Tx& tx, const server::SiteScope& site,
                    const std::vector<Write<DeviceOperation>>& writes) {
  std::vector<std::string> devices;
  std::vector<std::string> days;
  std::vector<std::string> meters;
  std::vector<std::string> readings;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    for (const auto& [meter_id, reading] : write.record->readings) {
      devices.push_back(write.record->device_id);
      days.push_back(FormatDay(write.record->day));
      meters.push_back(meter_id);
      readings.push_back(reading.ToString());
    }
  }
  if (devices.empty()) return;
  tx.Exec(
      R"(INSERT INTO meter_reading (site_id, device_id, day, meter_id, reading)
         SELECT $1::uuid, u.* FROM unnest($2::uuid[], $3::date[], $4::uuid[], $5::numeric[]) AS u)",
      site.site_id(), db::TextArray(devices), db::TextArray(days), db::TextArray(meters),
      db::TextArray(readings));
}

}  // namespace

records::StoredRecords<DeviceOperation> LoadDeviceOperations(
    db::Tx& tx, const server::SiteScope& site, const std::vector<DeviceOperationLine>& lines) {
  DayRange range;
  std::set<std::string> devices;
  for (const auto& line : lines) {
    if (line.key.empty()) continue;
    range.Add(line.record.day);
    devices.insert(line.record.device_id);
  }
  records::StoredRecords<DeviceOperation> stored;
  if (range.empty()) return stored;
  static const std::string sql =
      std::string(kListed) + " AND device_id = ANY($4::uuid[]) FOR UPDATE";
  const pqxx::result rows =
      tx.Exec(sql, site.site_id(), range.first, range.last,
              db::TextArray(std::vector<std::string>(devices.begin(), devices.end())));
  if (rows.empty()) return stored;
  stored.reserve(rows.size());
  for (auto& listed : ReadRows(rows, FindReadings(tx, site, range.first, range.last))) {
    std::string key = DeviceOperationKey(listed.record.device_id, listed.record.day);
    stored.emplace(std::move(key),
                   records::StoredRecord<DeviceOperation>{
                       std::move(listed.record), listed.entry.version, listed.entry.marks});
  }
  return stored;
}

void SaveDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                          const std::vector<Write<DeviceOperation>>& writes, const Actor& actor) {
  KeepAndRemove(tx, site, FormerOf(writes), actor);
  std::vector<std::string> devices;
  std::vector<std::string> days;
  Column amounts;
  Column names[3];
  Column quantities[3];
  Column units[3];
  std::vector<std::int64_t> versions;
  std::vector<int> late;
  std::vector<int> corrected;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    const DeviceOperation& record = *write.record;
    devices.push_back(record.device_id);
    days.push_back(FormatDay(record.day));
    amounts.push_back(record.amount_used_kwh ? Optional(record.amount_used_kwh->ToString())
                                             : std::nullopt);
    for (size_t i = 0; i < 3; ++i) {
      const bool there = i < record.chemicals.size();
      names[i].push_back(there ? Optional(record.chemicals[i].name) : std::nullopt);
      quantities[i].push_back(there ? Optional(record.chemicals[i].amount.ToString())
                                    : std::nullopt);
      units[i].push_back(there
                             ? Optional(std::to_string(static_cast<int>(record.chemicals[i].unit)))
                             : std::nullopt);
    }
    versions.push_back(write.version);
    late.push_back(write.marks.late);
    corrected.push_back(write.marks.corrected);
  }
  if (devices.empty()) return;
  tx.Exec(
      R"(INSERT INTO device_operation
             (site_id, device_id, day, amount_used_kwh, chemical_1, chemical_1_amount, chemical_1_unit, chemical_2,
              chemical_2_amount, chemical_2_unit, chemical_3, chemical_3_amount, chemical_3_unit, version, late,
              corrected, entered_at, entered_by)
         SELECT $1::uuid, u.*, $17::timestamptz, $18::uuid
         FROM unnest($2::uuid[], $3::date[], $4::numeric[], $5::text[], $6::numeric[], $7::smallint[], $8::text[],
                     $9::numeric[], $10::smallint[], $11::text[], $12::numeric[], $13::smallint[], $14::bigint[],
                     $15::boolean[], $16::boolean[]) AS u
         ON CONFLICT (site_id, device_id, day) DO UPDATE
         SET amount_used_kwh = excluded.amount_used_kwh,
             chemical_1 = excluded.chemical_1, chemical_1_amount = excluded.chemical_1_amount,
             chemical_1_unit = excluded.chemical_1_unit,
             chemical_2 = excluded.chemical_2, chemical_2_amount = excluded.chemical_2_amount,
             chemical_2_unit = excluded.chemical_2_unit,
             chemical_3 = excluded.chemical_3, chemical_3_amount = excluded.chemical_3_amount,
             chemical_3_unit = excluded.chemical_3_unit,
             version = excluded.version, corrected = excluded.corrected, changed_at = excluded.entered_at,
             changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(devices), db::TextArray(days), db::TextArray(amounts),
      db::TextArray(names[0]), db::TextArray(quantities[0]), db::TextArray(units[0]),
      db::TextArray(names[1]), db::TextArray(quantities[1]), db::TextArray(units[1]),
      db::TextArray(names[2]), db::TextArray(quantities[2]), db::TextArray(units[2]),
      db::IntArray(versions), db::IntArray(late), db::IntArray(corrected), actor.now,
      actor.account_id);
  InsertReadings(tx, site, writes);
}

DeviceOperationRows ListDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                         const DeviceOperationFilter& filter,
                                         const std::optional<DeviceOperationCursor>& after,
                                         int limit) {
  static const std::string sql = std::string(kListed) +
                                 " AND ($4::uuid IS NULL OR device_id = $4) AND ($5::date IS NULL "
                                 "OR (day, device_id) > ($5, $6::uuid))"
                                 " ORDER BY day, device_id LIMIT $7";
  const absl::CivilDay first = FirstDay(filter.month);
  const absl::CivilDay last = LastDay(filter.month);
  DeviceOperationRows page;
  page.total = tx.Exec(
                     R"(SELECT count(*) FROM device_operation
                        WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR device_id = $4))",
                     site.site_id(), first, last, filter.device_id)[0][0]
                   .as<int>();
  const pqxx::result rows =
      tx.Exec(sql, site.site_id(), first, last, filter.device_id,
              after ? std::optional<absl::CivilDay>(after->day) : std::nullopt,
              after ? std::optional<std::string>(after->device_id) : std::nullopt, limit);
  if (rows.empty()) return page;
  page.readings = FindReadings(tx, site, db::ToDay(rows[0][1]) - 1,
                               db::ToDay(rows[rows.size() - 1][1]), filter.device_id);
  page.rows = ReadRows(rows, page.readings);
  return page;
}

DeviceOperationRows MonthOfDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                            absl::CivilMonth month) {
  static const std::string sql = std::string(kListed) + " ORDER BY day, device_id";
  const absl::CivilDay first = FirstDay(month);
  const absl::CivilDay last = LastDay(month);
  DeviceOperationRows all;
  all.readings = FindReadings(tx, site, first - 1, last);
  all.rows = ReadRows(tx.Exec(sql, site.site_id(), first, last), all.readings);
  all.total = static_cast<int>(all.rows.size());
  return all;
}

ReadingsByDay FindReadings(db::Tx& tx, const server::SiteScope& site, absl::CivilDay first,
                           absl::CivilDay last, const std::optional<std::string>& device_id) {
  ReadingsByDay readings;
  for (const auto& row : tx.Exec(
           R"(SELECT device_id, day, meter_id, reading FROM meter_reading
              WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR device_id = $4))",
           site.site_id(), first, last, device_id)) {
    readings[{db::ToText(row[0]), db::ToDay(row[1])}].emplace(db::ToText(row[2]),
                                                              ReadDecimal(row[3]));
  }
  return readings;
}

}  // namespace sems::operations::repository
