#include "services/operations/repository/completeness.h"

#include <optional>

#include "common/values/civil.h"

namespace sems::operations::repository {
namespace {

struct ItemArrays {
  explicit ItemArrays(const std::vector<InventoryItem>& items) {
    for (const InventoryItem& item : items) {
      ids.push_back(item.id);
      closed.push_back(item.closed_on ? std::optional<std::string>(FormatDay(*item.closed_on))
                                      : std::nullopt);
    }
  }
  std::vector<std::string> ids;
  std::vector<std::optional<std::string>> closed;
};

CountsByMonth ReadCounts(const pqxx::result& rows) {
  CountsByMonth counts;
  for (const auto& row : rows) counts[MonthOf(db::ToDay(row[0]))] = row[1].as<int>();
  return counts;
}

}  // namespace

CountsByMonth CountStackHours(db::Tx& tx, const server::SiteScope& site,
                              const std::vector<InventoryItem>& stacks, MonthSpan months) {
  if (stacks.empty()) return {};
  const ItemArrays items(stacks);
  return ReadCounts(tx.Exec(
      R"(SELECT date_trunc('month', r.day)::date, count(*)
         FROM stack_hours r
         JOIN unnest($4::uuid[], $5::date[]) AS i(id, closed_on) ON i.id = r.stack_id
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND (i.closed_on IS NULL OR r.day < i.closed_on)
         GROUP BY 1)",
      site.site_id(), FirstDay(months.first), LastDay(months.last), db::TextArray(items.ids),
      db::TextArray(items.closed)));
}

CountsByMonth CountDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                    const std::vector<InventoryItem>& devices, MonthSpan months) {
  if (devices.empty()) return {};
  const ItemArrays items(devices);
  return ReadCounts(tx.Exec(
      R"(SELECT date_trunc('month', r.day)::date, count(*)
         FROM device_operation r
         JOIN unnest($4::uuid[], $5::date[]) AS i(id, closed_on) ON i.id = r.device_id
         WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3 AND (i.closed_on IS NULL OR r.day < i.closed_on)
         GROUP BY 1)",
      site.site_id(), FirstDay(months.first), LastDay(months.last), db::TextArray(items.ids),
      db::TextArray(items.closed)));
}

CountsByMonth CountFuelPairs(db::Tx& tx, const server::SiteScope& site,
                             const std::vector<FuelPair>& pairs, MonthSpan months) {
  if (pairs.empty()) return {};
  std::vector<std::string> facilities;
  std::vector<std::string> fuels;
  for (const FuelPair& pair : pairs) {
    facilities.push_back(pair.emission_facility_id);
    fuels.push_back(pair.fuel_id);
  }
  return ReadCounts(tx.Exec(
      R"(SELECT month, count(*)
         FROM (SELECT DISTINCT date_trunc('month', r.day)::date AS month, r.emission_facility_id, r.fuel_id
               FROM fuel_use r
               JOIN unnest($4::uuid[], $5::uuid[]) AS p(facility, fuel)
                    ON p.facility = r.emission_facility_id AND p.fuel = r.fuel_id
               WHERE r.site_id = $1 AND r.day BETWEEN $2 AND $3) AS entered
         GROUP BY month)",
      site.site_id(), FirstDay(months.first), LastDay(months.last), db::TextArray(facilities),
      db::TextArray(fuels)));
}

CountsByMonth CountMonthlyUses(db::Tx& tx, const server::SiteScope& site, MonthlyKind kind,
                               const std::vector<InventoryItem>& items_of_kind, MonthSpan months) {
  if (items_of_kind.empty()) return {};
  const ItemArrays items(items_of_kind);
  return ReadCounts(tx.Exec(
      R"(SELECT r.month, count(*)
         FROM monthly_use r
         JOIN unnest($4::uuid[], $5::date[]) AS i(id, closed_on) ON i.id = r.item_id
         WHERE r.site_id = $1 AND r.month BETWEEN $2 AND $3 AND r.kind = $6
               AND (i.closed_on IS NULL OR r.month < i.closed_on)
         GROUP BY 1)",
      site.site_id(), FirstDay(months.first), FirstDay(months.last), db::TextArray(items.ids),
      db::TextArray(items.closed), static_cast<int>(kind)));
}

std::map<std::pair<absl::CivilMonth, int>, int> CountLate(db::Tx& tx, const server::SiteScope& site,
                                                          MonthSpan months) {
  std::map<std::pair<absl::CivilMonth, int>, int> late;
  for (const auto& row : tx.Exec(
           "SELECT month, kind, late FROM record_count WHERE site_id = $1 AND month BETWEEN $2 AND "
           "$3 AND late > 0",
           site.site_id(), FirstDay(months.first), FirstDay(months.last))) {
    late[{MonthOf(db::ToDay(row[0])), row[1].as<int>()}] = row[2].as<int>();
  }
  return late;
}

}  // namespace sems::operations::repository
