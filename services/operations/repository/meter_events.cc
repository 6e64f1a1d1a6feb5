#include "services/operations/repository/meter_events.h"

#include <utility>

namespace sems::operations::repository {
namespace {

constexpr char kListed[] =
    "SELECT device_id, meter_id, new_meter_id, day, kind, digits, last_reading, first_reading, "
    "version, false, false, "
    "entered_at, entered_by, changed_at, changed_by FROM meter_event WHERE site_id = $1";

MeterEvent ReadEvent(const pqxx::row& row) {
  return {db::ToText(row[0]),
          db::ToText(row[1]),
          db::ToOptionalText(row[2]).value_or(""),
          db::ToDay(row[3]),
          row[4].as<int>() == 2 ? MeterEvent::Kind::kSwap : MeterEvent::Kind::kRollover,
          row[5].as<int>(),
          ReadDecimal(row[6]),
          ReadDecimal(row[7])};
}

std::vector<Listed<MeterEvent>> ReadRows(const pqxx::result& rows) {
  std::vector<Listed<MeterEvent>> out;
  for (const auto& row : rows) out.push_back({ReadEvent(row), ReadEntry(row, 8)});
  return out;
}

}  // namespace

std::optional<Listed<MeterEvent>> LoadMeterEvent(db::Tx& tx, const server::SiteScope& site,
                                                 const std::string& meter_id, absl::CivilDay day) {
  static const std::string sql =
      std::string(kListed) + " AND meter_id = $2 AND day = $3 FOR UPDATE";
  std::vector<Listed<MeterEvent>> rows = ReadRows(tx.Exec(sql, site.site_id(), meter_id, day));
  if (rows.empty()) return std::nullopt;
  return std::move(rows[0]);
}

void StoreMeterEvent(db::Tx& tx, const server::SiteScope& site, const MeterEvent& event,
                     std::int64_t version, const Actor& actor) {
  tx.Exec(
      R"(INSERT INTO meter_event_history (site_id, device_id, meter_id, day, version, new_meter_id, kind, digits,
                                          last_reading, first_reading, entered_at, entered_by, changed_at, changed_by,
                                          replaced_at, replaced_by)
         SELECT site_id, device_id, meter_id, day, version, new_meter_id, kind, digits, last_reading, first_reading,
                entered_at, entered_by, changed_at, changed_by, $4::timestamptz, $5::uuid
         FROM meter_event WHERE site_id = $1 AND meter_id = $2 AND day = $3)",
      site.site_id(), event.meter_id, event.day, actor.now, actor.account_id);
  tx.Exec(
      R"(INSERT INTO meter_event (site_id, device_id, meter_id, day, new_meter_id, kind, digits, last_reading,
                                  first_reading, version, entered_at, entered_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (site_id, meter_id, day) DO UPDATE
         SET device_id = excluded.device_id, new_meter_id = excluded.new_meter_id, kind = excluded.kind,
             digits = excluded.digits, last_reading = excluded.last_reading, first_reading = excluded.first_reading,
             version = excluded.version, changed_at = excluded.entered_at, changed_by = excluded.entered_by)",
      site.site_id(), event.device_id, event.meter_id, event.day,
      event.new_meter_id.empty() ? std::nullopt : std::optional<std::string>(event.new_meter_id),
      event.kind == MeterEvent::Kind::kSwap ? 2 : 1, event.digits, event.last_reading.ToString(),
      event.first_reading.ToString(), version, actor.now, actor.account_id);
}

std::vector<MeterEvent> FindMeterEvents(db::Tx& tx, const server::SiteScope& site,
                                        absl::CivilDay first, absl::CivilDay last) {
  static const std::string sql =
      std::string(kListed) + " AND day BETWEEN $2 AND $3 ORDER BY day, meter_id";
  std::vector<MeterEvent> events;
  for (const auto& row : tx.Exec(sql, site.site_id(), first, last))
    events.push_back(ReadEvent(row));
  return events;
}

std::vector<Listed<MeterEvent>> ListMeterEvents(db::Tx& tx, const server::SiteScope& site,
                                                absl::CivilMonth month,
                                                const std::optional<MeterEventCursor>& after,
                                                int limit) {
  static const std::string sql = std::string(kListed) +
                                 " AND day BETWEEN $2 AND $3"
                                 " AND ($4::date IS NULL OR (day, meter_id) > ($4, $5::uuid))"
                                 " ORDER BY day, meter_id LIMIT $6";
  return ReadRows(tx.Exec(sql, site.site_id(), FirstDay(month), LastDay(month),
                          after ? std::optional<absl::CivilDay>(after->day) : std::nullopt,
                          after ? std::optional<std::string>(after->meter_id) : std::nullopt,
                          limit));
}

}  // namespace sems::operations::repository
