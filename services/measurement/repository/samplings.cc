#include "services/measurement/repository/samplings.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/values/civil.h"

namespace sems::measurement::repository {
namespace {

constexpr char kListed[] =
    "SELECT stack_id, day, sampling_number, time_of_day, weather_condition, "
    "air_temperature_celsius, "
    "humidity_percent, pressure_mmhg, wind_direction, wind_speed_m_per_s, flow_sm3_per_min, "
    "velocity_m_per_s, "
    "gas_temperature_celsius, moisture_percent, standard_oxygen_percent, measured_oxygen_percent, "
    "version, late, "
    "corrected, entered_at, entered_by, changed_at, changed_by FROM sampling WHERE site_id = $1 "
    "AND day BETWEEN $2 "
    "AND $3";

using Optional = std::optional<std::string>;
using Column = std::vector<Optional>;

std::optional<Decimal> ReadNumber(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  std::optional<Decimal> value =
      Decimal::ParseStored(std::string_view(field.c_str(), field.size()));
  if (!value) throw pqxx::conversion_error("numeric " + db::ToText(field));
  return value;
}

Optional NumberText(const std::optional<Decimal>& value) {
  return value ? Optional(value->ToString()) : std::nullopt;
}

Listed ReadRow(const pqxx::row& row) {
  Listed listed;
  Sampling& record = listed.record;
  record.stack_id = db::ToText(row[0]);
  record.day = db::ToDay(row[1]);
  record.number = row[2].as<int>();
  record.time = db::ToText(row[3]);
  record.weather_condition = db::ToText(row[4]);
  record.air_temperature = ReadNumber(row[5]);
  record.humidity = ReadNumber(row[6]);
  record.pressure = ReadNumber(row[7]);
  record.wind_direction = db::ToText(row[8]);
  record.wind_speed = ReadNumber(row[9]);
  record.flow = ReadNumber(row[10]);
  record.velocity = ReadNumber(row[11]);
  record.gas_temperature = ReadNumber(row[12]);
  record.moisture = ReadNumber(row[13]);
  record.standard_oxygen = ReadNumber(row[14]);
  record.measured_oxygen = ReadNumber(row[15]);
  Entry& entry = listed.entry;
  entry.version = row[16].as<std::int64_t>();
  entry.marks = {row[17].as<bool>(), row[18].as<bool>()};
  entry.entered_at = db::ToTime(row[19]);
  entry.entered_by = db::ToText(row[20]);
  if (!row[21].is_null()) entry.changed_at = db::ToTime(row[21]);
  entry.changed_by = db::ToOptionalText(row[22]).value_or("");
  return listed;
}

using ResultsByKey = std::map<std::string, std::map<std::string, PollutantResult>>;

// Results from the first to the last day, by sampling.
ResultsByKey FindResults(db::Tx& tx, const server::SiteScope& site, absl::CivilDay first,
                         absl::CivilDay last) {
  ResultsByKey results;
  for (
      const auto& row : tx.Exec(
          R"(SELECT stack_id, day, sampling_number, pollutant_code, concentration, unit_code, method, instrument,
                     agent, sampler, analyst
              FROM pollutant_result WHERE site_id = $1 AND day BETWEEN $2 AND $3)",
          site.site_id(), first, last)) {
    const std::string key = SamplingKey(db::ToText(row[0]), db::ToDay(row[1]), row[2].as<int>());
    results[key].emplace(db::ToText(row[3]),
                         PollutantResult{*ReadNumber(row[4]), db::ToText(row[5]),
                                         db::ToText(row[6]), db::ToText(row[7]), db::ToText(row[8]),
                                         db::ToText(row[9]), db::ToText(row[10])});
  }
  return results;
}

std::vector<Listed> WithResults(db::Tx& tx, const server::SiteScope& site, const pqxx::result& rows,
                                absl::CivilDay first, absl::CivilDay last) {
  std::vector<Listed> out;
  if (rows.empty()) return out;
  ResultsByKey results = FindResults(tx, site, first, last);
  out.reserve(rows.size());
  for (const auto& row : rows) {
    Listed listed = ReadRow(row);
    const auto found =
        results.find(SamplingKey(listed.record.stack_id, listed.record.day, listed.record.number));
    if (found != results.end()) listed.record.results = std::move(found->second);
    out.push_back(std::move(listed));
  }
  return out;
}

// Columns of a set of keys.
struct Keys {
  std::vector<std::string> stacks;
  std::vector<std::string> days;
  std::vector<int> numbers;
  absl::CivilDay first = absl::CivilDay::max();
  absl::CivilDay last = absl::CivilDay::min();
  void Add(const Sampling& record) {
    stacks.push_back(record.stack_id);
    days.push_back(FormatDay(record.day));
    numbers.push_back(record.number);
    first = std::min(first, record.day);
    last = std::max(last, record.day);
  }
};

void KeepAndRemove(db::Tx& tx, const server::SiteScope& site, const std::vector<Write>& writes,
                   const Actor& actor) {
  Keys keys;
  std::vector<int> removed;
  bool any_removed = false;
  for (const Write& write : writes) {
    if (write.change == records::Change::kInsert) continue;
    const bool gone = write.change == records::Change::kRemove;
    keys.Add(*write.record);
    removed.push_back(gone);
    any_removed = any_removed || gone;
  }
  if (removed.empty()) return;
  const db::Array stacks = db::TextArray(keys.stacks);
  const db::Array days = db::TextArray(keys.days);
  const db::Array numbers = db::IntArray(keys.numbers);
  const db::Array gone = db::IntArray(removed);
  tx.Exec(
      R"(INSERT INTO pollutant_result_history (site_id, stack_id, day, sampling_number, version, pollutant_code,
                                               concentration, unit_code, method, instrument, agent, sampler, analyst)
         SELECT r.site_id, r.stack_id, r.day, r.sampling_number, s.version, r.pollutant_code, r.concentration,
                r.unit_code, r.method, r.instrument, r.agent, r.sampler, r.analyst
         FROM pollutant_result r
         JOIN unnest($4::uuid[], $5::date[], $6::smallint[]) AS k(stack_id, day, sampling_number)
           ON r.stack_id = k.stack_id AND r.day = k.day AND r.sampling_number = k.sampling_number
         JOIN sampling s ON s.site_id = r.site_id AND s.stack_id = r.stack_id AND s.day = r.day
              AND s.sampling_number = r.sampling_number
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND s.site_id = $1 AND s.day BETWEEN $2 AND $3)",
      site.site_id(), keys.first, keys.last, stacks, days, numbers);
  tx.Exec(
      R"(INSERT INTO sampling_history
             (site_id, stack_id, day, sampling_number, time_of_day, weather_condition, air_temperature_celsius,
              humidity_percent, pressure_mmhg, wind_direction, wind_speed_m_per_s, flow_sm3_per_min, velocity_m_per_s,
              gas_temperature_celsius, moisture_percent, standard_oxygen_percent, measured_oxygen_percent, version,
              late, corrected, entered_at, entered_by, changed_at, changed_by, replaced_at, replaced_by, removed)
         SELECT s.site_id, s.stack_id, s.day, s.sampling_number, s.time_of_day, s.weather_condition,
                s.air_temperature_celsius, s.humidity_percent, s.pressure_mmhg, s.wind_direction, s.wind_speed_m_per_s,
                s.flow_sm3_per_min, s.velocity_m_per_s, s.gas_temperature_celsius, s.moisture_percent,
                s.standard_oxygen_percent, s.measured_oxygen_percent, s.version, s.late, s.corrected, s.entered_at,
                s.entered_by, s.changed_at, s.changed_by, $8::timestamptz, $9::uuid, k.removed
         FROM sampling s
         JOIN unnest($4::uuid[], $5::date[], $6::smallint[], $7::boolean[])
              AS k(stack_id, day, sampling_number, removed)
           ON s.stack_id = k.stack_id AND s.day = k.day AND s.sampling_number = k.sampling_number
         WHERE s.site_id = $1 AND s.day BETWEEN $2 AND $3)",
      site.site_id(), keys.first, keys.last, stacks, days, numbers, gone, actor.now,
      actor.account_id);
  // The results of an updated sampling are entered anew below.
  tx.Exec(
      R"(DELETE FROM pollutant_result r
         USING unnest($4::uuid[], $5::date[], $6::smallint[]) AS k(stack_id, day, sampling_number)
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND r.stack_id = k.stack_id AND r.day = k.day
               AND r.sampling_number = k.sampling_number)",
      site.site_id(), keys.first, keys.last, stacks, days, numbers);
  if (!any_removed) return;
  tx.Exec(
      R"(DELETE FROM sampling s
         USING unnest($4::uuid[], $5::date[], $6::smallint[], $7::boolean[])
               AS k(stack_id, day, sampling_number, removed)
         WHERE s.site_id = $1 AND s.day BETWEEN $2 AND $3 AND s.stack_id = k.stack_id AND s.day = k.day
               AND s.sampling_number = k.sampling_number AND k.removed)",
      site.site_id(), keys.first, keys.last, stacks, days, numbers, gone);
}

void InsertResults(db::Tx& tx, const server::SiteScope& site, const std::vector<Write>& writes) {
  Keys keys;
  std::vector<std::string> texts[8];
  for (const Write& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    for (const auto& [pollutant, result] : write.record->results) {
      keys.Add(*write.record);
      texts[0].push_back(pollutant);
      texts[1].push_back(result.concentration.ToString());
      texts[2].push_back(result.unit_code);
      texts[3].push_back(result.method);
      texts[4].push_back(result.instrument);
      texts[5].push_back(result.agent);
      texts[6].push_back(result.sampler);
      texts[7].push_back(result.analyst);
    }
  }
  if (keys.stacks.empty()) return;
  tx.Exec(
      R"(INSERT INTO pollutant_result (site_id, stack_id, day, sampling_number, pollutant_code, concentration,
                                       unit_code, method, instrument, agent, sampler, analyst)
         SELECT $1::uuid, u.*
         FROM unnest($2::uuid[], $3::date[], $4::smallint[], $5::text[], $6::numeric[], $7::text[], $8::text[],
                     $9::text[], $10::text[], $11::text[], $12::text[]) AS u)",
      site.site_id(), db::TextArray(keys.stacks), db::TextArray(keys.days),
      db::IntArray(keys.numbers), db::TextArray(texts[0]), db::TextArray(texts[1]),
      db::TextArray(texts[2]), db::TextArray(texts[3]), db::TextArray(texts[4]),
      db::TextArray(texts[5]), db::TextArray(texts[6]), db::TextArray(texts[7]));
}

}  // namespace

std::map<absl::CivilMonth, std::int64_t> TouchMonths(db::Tx& tx, const server::SiteScope& site,
                                                     const std::vector<absl::CivilMonth>& months) {
  std::map<absl::CivilMonth, std::int64_t> revisions;
  if (months.empty()) return revisions;
  std::vector<std::string> days;
  for (absl::CivilMonth month : months) days.push_back(FormatDay(FirstDay(month)));
  for (const auto& row : tx.Exec(
           R"(INSERT INTO month_revision (site_id, month, revision)
              SELECT $1::uuid, m, 1 FROM unnest($2::date[]) AS m ORDER BY m
              ON CONFLICT (site_id, month) DO UPDATE SET revision = month_revision.revision + 1
              RETURNING month, revision)",
           site.site_id(), db::TextArray(days))) {
    revisions[MonthOf(db::ToDay(row[0]))] = row[1].as<std::int64_t>();
  }
  return revisions;
}

records::StoredRecords<Sampling> LoadSamplings(db::Tx& tx, const server::SiteScope& site,
                                               const std::vector<SamplingLine>& lines) {
  Keys keys;
  for (const SamplingLine& line : lines) {
    if (!line.key.empty()) keys.Add(line.record);
  }
  records::StoredRecords<Sampling> stored;
  if (keys.stacks.empty()) return stored;
  static const std::string sql =
      std::string(kListed) + " AND stack_id = ANY($4::uuid[]) FOR UPDATE";
  const std::set<std::string> stacks(keys.stacks.begin(), keys.stacks.end());
  const pqxx::result rows =
      tx.Exec(sql, site.site_id(), keys.first, keys.last,
              db::TextArray(std::vector<std::string>(stacks.begin(), stacks.end())));
  for (Listed& listed : WithResults(tx, site, rows, keys.first, keys.last)) {
    std::string key = SamplingKey(listed.record.stack_id, listed.record.day, listed.record.number);
    stored.emplace(std::move(key),
                   records::StoredRecord<Sampling>{std::move(listed.record), listed.entry.version,
                                                   listed.entry.marks});
  }
  return stored;
}

void SaveSamplings(db::Tx& tx, const server::SiteScope& site, const std::vector<Write>& writes,
                   const Actor& actor) {
  KeepAndRemove(tx, site, writes, actor);
  Keys keys;
  std::vector<std::string> times;
  std::vector<std::string> conditions;
  std::vector<std::string> directions;
  Column numbers[10];
  std::vector<std::int64_t> versions;
  std::vector<int> late;
  std::vector<int> corrected;
  for (const Write& write : writes) {
    if (write.change == records::Change::kRemove) continue;
    const Sampling& record = *write.record;
    keys.Add(record);
    times.push_back(record.time);
    conditions.push_back(record.weather_condition);
    directions.push_back(record.wind_direction);
    size_t column = 0;
    for (const auto& value :
         {record.air_temperature, record.humidity, record.pressure, record.wind_speed, record.flow,
          record.velocity, record.gas_temperature, record.moisture, record.standard_oxygen,
          record.measured_oxygen}) {
      numbers[column++].push_back(NumberText(value));
    }
    versions.push_back(write.version);
    late.push_back(write.marks.late);
    corrected.push_back(write.marks.corrected);
  }
  if (keys.stacks.empty()) return;
  tx.Exec(
      R"(INSERT INTO sampling
             (site_id, stack_id, day, sampling_number, time_of_day, weather_condition, wind_direction,
              air_temperature_celsius, humidity_percent, pressure_mmhg, wind_speed_m_per_s, flow_sm3_per_min,
              velocity_m_per_s, gas_temperature_celsius, moisture_percent, standard_oxygen_percent,
              measured_oxygen_percent, version, late, corrected, entered_at, entered_by)
         SELECT $1::uuid, u.*, $21::timestamptz, $22::uuid
         FROM unnest($2::uuid[], $3::date[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::numeric[],
                     $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[], $13::numeric[], $14::numeric[],
                     $15::numeric[], $16::numeric[], $17::numeric[], $18::bigint[], $19::boolean[],
                     $20::boolean[]) AS u
         ON CONFLICT (site_id, stack_id, day, sampling_number) DO UPDATE
         SET time_of_day = excluded.time_of_day, weather_condition = excluded.weather_condition,
             wind_direction = excluded.wind_direction, air_temperature_celsius = excluded.air_temperature_celsius,
             humidity_percent = excluded.humidity_percent, pressure_mmhg = excluded.pressure_mmhg,
             wind_speed_m_per_s = excluded.wind_speed_m_per_s, flow_sm3_per_min = excluded.flow_sm3_per_min,
             velocity_m_per_s = excluded.velocity_m_per_s, gas_temperature_celsius = excluded.gas_temperature_celsius,
             moisture_percent = excluded.moisture_percent, standard_oxygen_percent = excluded.standard_oxygen_percent,
             measured_oxygen_percent = excluded.measured_oxygen_percent, version = excluded.version,
             corrected = excluded.corrected, changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), db::TextArray(keys.stacks), db::TextArray(keys.days),
      db::IntArray(keys.numbers), db::TextArray(times), db::TextArray(conditions),
      db::TextArray(directions), db::TextArray(numbers[0]), db::TextArray(numbers[1]),
      db::TextArray(numbers[2]), db::TextArray(numbers[3]), db::TextArray(numbers[4]),
      db::TextArray(numbers[5]), db::TextArray(numbers[6]), db::TextArray(numbers[7]),
      db::TextArray(numbers[8]), db::TextArray(numbers[9]), db::IntArray(versions),
      db::IntArray(late), db::IntArray(corrected), actor.now, actor.account_id);
  InsertResults(tx, site, writes);
}

ListedPage ListSamplings(db::Tx& tx, const server::SiteScope& site, const Filter& filter,
                         const std::optional<Cursor>& after, int limit) {
  static const std::string sql =
      std::string(kListed) +
      " AND ($4::uuid IS NULL OR stack_id = $4)"
      " AND ($5::date IS NULL OR (day, stack_id, sampling_number) > ($5, $6::uuid, $7::smallint))"
      " ORDER BY day, stack_id, sampling_number LIMIT $8";
  const absl::CivilDay first = FirstDay(filter.month);
  const absl::CivilDay last = LastDay(filter.month);
  ListedPage page;
  page.total = tx.Exec(
                     R"(SELECT count(*) FROM sampling
                        WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR stack_id = $4))",
                     site.site_id(), first, last, filter.stack_id)[0][0]
                   .as<int>();
  const pqxx::result rows =
      tx.Exec(sql, site.site_id(), first, last, filter.stack_id,
              after ? std::optional<absl::CivilDay>(after->day) : std::nullopt,
              after ? std::optional<std::string>(after->stack_id) : std::nullopt,
              after ? std::optional<int>(after->number) : std::nullopt, limit);
  if (rows.empty()) return page;
  page.rows =
      WithResults(tx, site, rows, db::ToDay(rows[0][1]), db::ToDay(rows[rows.size() - 1][1]));
  return page;
}

std::map<std::string, std::vector<SampledDay>> SampledDays(db::Tx& tx,
                                                           const server::SiteScope& site,
                                                           absl::CivilMonth first,
                                                           absl::CivilMonth last) {
  std::map<std::string, std::vector<SampledDay>> days;
  for (const auto& row : tx.Exec(
           R"(SELECT stack_id, day, bool_and(late) FROM sampling
              WHERE site_id = $1 AND day BETWEEN $2 AND $3 GROUP BY stack_id, day ORDER BY day)",
           site.site_id(), FirstDay(first), LastDay(last))) {
    days[db::ToText(row[0])].push_back({db::ToDay(row[1]), row[2].as<bool>()});
  }
  return days;
}

std::vector<Listed> MonthOfSamplings(db::Tx& tx, const server::SiteScope& site,
                                     absl::CivilMonth month) {
  static const std::string sql = std::string(kListed) + " ORDER BY day, stack_id, sampling_number";
  const absl::CivilDay first = FirstDay(month);
  const absl::CivilDay last = LastDay(month);
  return WithResults(tx, site, tx.Exec(sql, site.site_id(), first, last), first, last);
}

}  // namespace sems::measurement::repository
