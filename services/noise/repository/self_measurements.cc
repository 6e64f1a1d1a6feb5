#include "services/noise/repository/self_measurements.h"

#include <array>
#include <set>

#include "common/values/civil.h"

namespace sems::noise::repository {
namespace {

constexpr char kColumns[] =
    "r.measured_on, r.period, r.point, r.round, r.noise_db_a, r.vibration_db_v, "
    "r.noise_limit_db_a, r.vibration_limit_db_v, r.limit_basis, r.instrument, r.by_agent, "
    "r.measurer, r.agent_name, r.remark, r.version, r.entered_at, r.entered_by, r.changed_at, "
    "r.changed_by";
constexpr int kEntry = 14;
constexpr int kExtra = 19;  // what a query asks for beside them

constexpr std::array<const char*, 3> kPeriods = {"DAY", "EVENING", "NIGHT"};

const char* NameOf(DayPeriod period) { return kPeriods[static_cast<size_t>(period)]; }

DayPeriod ReadPeriod(const pqxx::field& field) {
  for (size_t i = 0; i < kPeriods.size(); ++i) {
    if (std::string_view(field.c_str(), field.size()) == kPeriods[i])
      return static_cast<DayPeriod>(i);
  }
  throw pqxx::conversion_error("period " + db::ToText(field));
}

SelfMeasurement ReadRecord(const pqxx::row& row) {
  SelfMeasurement record;
  record.measured_on = db::ToDay(row[0]);
  record.period = ReadPeriod(row[1]);
  record.point = db::ToText(row[2]);
  record.round = row[3].as<int>();
  record.noise_db_a = ReadOptionalDecimal(row[4]);
  record.vibration_db_v = ReadOptionalDecimal(row[5]);
  record.noise_limit_db_a = ReadOptionalDecimal(row[6]);
  record.vibration_limit_db_v = ReadOptionalDecimal(row[7]);
  record.limit_basis = db::ToText(row[8]);
  record.instrument = db::ToText(row[9]);
  record.by_agent = row[10].as<bool>();
  record.measurer = db::ToText(row[11]);
  record.agent_name = db::ToText(row[12]);
  record.remark = db::ToText(row[13]);
  return record;
}

std::vector<ListedMeasurement> ReadListed(const pqxx::result& rows) {
  std::vector<ListedMeasurement> out;
  for (const auto& row : rows) {
    out.push_back({{ReadRecord(row), ReadLogEntry(row, kEntry), std::nullopt}, std::nullopt});
    if (!row[kExtra].is_null()) out.back().counted_for = db::ToDay(row[kExtra]);
  }
  return out;
}

// The keys of records, as arrays.
struct Keys {
  std::vector<std::string> days, periods, points;
  std::vector<int> rounds;
  void Add(const SelfMeasurement& record) {
    days.push_back(FormatDay(record.measured_on));
    periods.push_back(NameOf(record.period));
    points.push_back(record.point);
    rounds.push_back(record.round);
  }
};

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site,
                   const std::vector<Write<SelfMeasurement>>& writes, const Writer& writer) {
  Keys changed;
  Keys gone;
  std::vector<int> removed;
  for (const auto& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    changed.Add(*write.record);
    removed.push_back(write.change == records::Change::kRemove);
    if (removed.back()) gone.Add(*write.record);
  }
  if (removed.empty()) return;
  tx.Exec(
      R"(INSERT INTO self_measurement_history (site_id, measured_on, period, point, round, noise_db_a, vibration_db_v,
           noise_limit_db_a, vibration_limit_db_v, limit_basis, instrument, by_agent, measurer, agent_name, remark,
           version, entered_at, entered_by, changed_at, changed_by, replaced_at, replaced_by, removed)
         SELECT r.site_id, r.measured_on, r.period, r.point, r.round, r.noise_db_a, r.vibration_db_v,
           r.noise_limit_db_a, r.vibration_limit_db_v, r.limit_basis, r.instrument, r.by_agent, r.measurer,
           r.agent_name, r.remark, r.version, r.entered_at, r.entered_by, r.changed_at, r.changed_by,
           $7::timestamptz, $8::uuid, k.removed
         FROM self_measurement r
         JOIN unnest($2::date[], $3::text[], $4::text[], $5::int[], $6::boolean[])
           AS k(measured_on, period, point, round, removed) USING (measured_on, period, point, round)
         WHERE r.site_id = $1::uuid)",
      site.site_id(), db::TextArray(changed.days), db::TextArray(changed.periods),
      db::TextArray(changed.points), db::IntArray(changed.rounds), db::IntArray(removed),
      writer.now, writer.account_id);
  if (gone.days.empty()) return;
  tx.Exec(
      R"(DELETE FROM self_measurement r
         USING unnest($2::date[], $3::text[], $4::text[], $5::int[]) AS k(measured_on, period, point, round)
         WHERE r.site_id = $1::uuid AND r.measured_on = k.measured_on AND r.period = k.period
           AND r.point = k.point AND r.round = k.round)",
      site.site_id(), db::TextArray(gone.days), db::TextArray(gone.periods),
      db::TextArray(gone.points), db::IntArray(gone.rounds));
}

std::optional<std::string> TextOf(const std::optional<Decimal>& value) {
  return value ? std::optional(value->ToString()) : std::nullopt;
}

}  // namespace

records::StoredRecords<SelfMeasurement> LoadSelfMeasurements(
    db::Tx& tx, const server::SiteScope& site, const std::vector<SelfMeasurementLine>& lines) {
  std::set<std::string> days;
  for (const SelfMeasurementLine& line : lines) {
    if (!line.key.empty()) days.insert(FormatDay(line.record.measured_on));
  }
  records::StoredRecords<SelfMeasurement> stored;
  if (days.empty()) return stored;
  const pqxx::result rows =
      tx.Exec(std::string("SELECT ") + kColumns +
                  " FROM self_measurement r WHERE r.site_id = $1::uuid AND r.measured_on = "
                  "ANY($2::date[]) FOR UPDATE",
              site.site_id(), db::TextArray(std::vector<std::string>(days.begin(), days.end())));
  for (const auto& row : rows) {
    SelfMeasurement record = ReadRecord(row);
    std::string key = SelfMeasurementKey(record);
    stored.emplace(std::move(key), records::StoredRecord<SelfMeasurement>{
                                       std::move(record), row[kEntry].as<std::int64_t>(), {}});
  }
  return stored;
}

void SaveSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                          const std::vector<Write<SelfMeasurement>>& writes, const Writer& writer) {
  KeepAndRemove(tx, site, writes, writer);
  Keys keys;
  std::vector<std::optional<std::string>> noise, vibration, noise_limit, vibration_limit;
  std::vector<std::string> basis, instruments, measurers, agents, remarks;
  std::vector<int> by_agent;
  std::vector<std::int64_t> versions;
  for (const auto& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    const SelfMeasurement& record = *write.record;
    keys.Add(record);
    noise.push_back(TextOf(record.noise_db_a));
    vibration.push_back(TextOf(record.vibration_db_v));
    noise_limit.push_back(TextOf(record.noise_limit_db_a));
    vibration_limit.push_back(TextOf(record.vibration_limit_db_v));
    basis.push_back(record.limit_basis);
    instruments.push_back(record.instrument);
    by_agent.push_back(record.by_agent);
    measurers.push_back(record.measurer);
    agents.push_back(record.agent_name);
    remarks.push_back(record.remark);
    versions.push_back(write.version);
  }
  if (versions.empty()) return;
  tx.Exec(
      R"(INSERT INTO self_measurement (site_id, measured_on, period, point, round, noise_db_a, vibration_db_v,
           noise_limit_db_a, vibration_limit_db_v, limit_basis, instrument, by_agent, measurer, agent_name, remark,
           version, entered_at, entered_by)
         SELECT $1::uuid, u.*, $17::timestamptz, $18::uuid
         FROM unnest($2::date[], $3::text[], $4::text[], $5::int[], $6::numeric[], $7::numeric[], $8::numeric[],
                     $9::numeric[], $10::text[], $11::text[], $12::boolean[], $13::text[], $14::text[], $15::text[],
                     $16::bigint[]) AS u
         ON CONFLICT (site_id, measured_on, period, point, round) DO UPDATE
         SET noise_db_a = excluded.noise_db_a, vibration_db_v = excluded.vibration_db_v,
             noise_limit_db_a = excluded.noise_limit_db_a, vibration_limit_db_v = excluded.vibration_limit_db_v,
             limit_basis = excluded.limit_basis, instrument = excluded.instrument, by_agent = excluded.by_agent,
             measurer = excluded.measurer, agent_name = excluded.agent_name, remark = excluded.remark,
             version = excluded.version, changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(keys.days), db::TextArray(keys.periods),
      db::TextArray(keys.points), db::IntArray(keys.rounds), db::TextArray(noise),
      db::TextArray(vibration), db::TextArray(noise_limit), db::TextArray(vibration_limit),
      db::TextArray(basis), db::TextArray(instruments), db::IntArray(by_agent),
      db::TextArray(measurers), db::TextArray(agents), db::TextArray(remarks),
      db::IntArray(versions), writer.now, writer.account_id);
}

std::vector<ListedMeasurement> DayOfSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                                                     absl::CivilDay measured_on) {
  return ReadListed(
      tx.Exec(std::string("SELECT ") + kColumns +
                  ", c.due_on FROM self_measurement r LEFT JOIN self_measurement_counted c USING "
                  "(site_id, measured_on) WHERE r.site_id = $1::uuid AND r.measured_on = $2::date "
                  "ORDER BY r.period COLLATE \"C\", r.point COLLATE \"C\", r.round",
              site.site_id(), measured_on));
}

MeasurementCursor CursorOf(const SelfMeasurement& record) {
  return {record.measured_on, NameOf(record.period), record.point, record.round};
}

MeasurementPage ListSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                                     const MeasurementFilter& filter,
                                     const std::optional<MeasurementCursor>& after, int limit) {
  static const std::string matching =
      "r.site_id = $1::uuid AND ($2::date IS NULL OR r.measured_on >= $2::date) AND ($3::date IS "
      "NULL OR r.measured_on <= $3::date)";
  MeasurementPage page;
  page.total = tx.Exec("SELECT count(*) FROM self_measurement r WHERE " + matching, site.site_id(),
                       filter.from, filter.to)[0][0]
                   .as<int>();
  page.rows = ReadListed(tx.Exec(
      std::string("SELECT ") + kColumns +
          ", c.due_on FROM self_measurement r LEFT JOIN self_measurement_counted c USING (site_id, "
          "measured_on) WHERE " +
          matching +
          " AND ($4::date IS NULL OR (r.measured_on, r.period COLLATE \"C\", r.point COLLATE "
          "\"C\", r.round) > ($4::date, $5::text, $6::text, $7::int)) ORDER BY r.measured_on, "
          "r.period COLLATE \"C\", r.point COLLATE \"C\", r.round LIMIT $8::int",
      site.site_id(), filter.from, filter.to,
      after ? std::optional(after->measured_on) : std::nullopt,
      after ? std::optional(after->period) : std::nullopt,
      after ? std::optional(after->point) : std::nullopt,
      after ? std::optional(after->round) : std::nullopt, limit));
  return page;
}

std::vector<Listed<SelfMeasurement>> ListMeasurementHistory(
    db::Tx& tx, const server::SiteScope& site, const MeasurementFilter& filter,
    const std::optional<MeasurementHistoryCursor>& after, int limit) {
  std::vector<Listed<SelfMeasurement>> out;
  for (const auto& row : tx.Exec(
           std::string("SELECT ") + kColumns +
               ", r.replaced_at, r.replaced_by, r.removed FROM self_measurement_history r WHERE "
               "r.site_id = $1::uuid AND ($2::date IS NULL OR r.measured_on >= $2::date) AND "
               "($3::date IS NULL OR r.measured_on <= $3::date) AND ($4::timestamptz IS NULL OR "
               "(r.replaced_at, r.measured_on, r.period COLLATE \"C\", r.point COLLATE \"C\", "
               "r.round) > ($4::timestamptz, $5::date, $6::text, $7::text, $8::int)) ORDER BY "
               "r.replaced_at, r.measured_on, r.period COLLATE \"C\", r.point COLLATE \"C\", "
               "r.round LIMIT $9::int",
           site.site_id(), filter.from, filter.to,
           after ? std::optional(after->replaced_at) : std::nullopt,
           after ? std::optional(after->record.measured_on) : std::nullopt,
           after ? std::optional(after->record.period) : std::nullopt,
           after ? std::optional(after->record.point) : std::nullopt,
           after ? std::optional(after->record.round) : std::nullopt, limit)) {
    out.push_back({ReadRecord(row), ReadLogEntry(row, kEntry), ReadReplaced(row, kExtra)});
  }
  return out;
}

std::optional<absl::CivilDay> FirstUncountedDay(db::Tx& tx, const server::SiteScope& site,
                                                absl::CivilDay after) {
  const pqxx::result rows = tx.Exec(
      R"(SELECT min(measured_on) FROM self_measurement r
         WHERE site_id = $1::uuid AND measured_on > $2::date
           AND NOT EXISTS (SELECT FROM self_measurement_counted c
                           WHERE c.site_id = r.site_id AND c.measured_on = r.measured_on))",
      site.site_id(), after);
  if (rows[0][0].is_null()) return std::nullopt;
  return db::ToDay(rows[0][0]);
}

void CountDay(db::Tx& tx, const server::SiteScope& site, absl::CivilDay measured_on,
              const std::string& case_id, absl::CivilDay due_on) {
  tx.Exec(
      "INSERT INTO self_measurement_counted (site_id, measured_on, case_id, due_on) VALUES "
      "($1::uuid, $2::date, $3::uuid, $4::date)",
      site.site_id(), measured_on, case_id, due_on);
}

}  // namespace sems::noise::repository
