#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/day_electricity.h"
#include "services/operations/domain/device_operation.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

// What is stored under the lines' keys and near them, locked, with its readings.
records::StoredRecords<DeviceOperation> LoadDeviceOperations(
    db::Tx& tx, const server::SiteScope& site, const std::vector<DeviceOperationLine>& lines);

// Keeps the former rows of what changes, then changes it: at most seven statements.
void SaveDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                          const std::vector<Write<DeviceOperation>>& writes, const Actor& actor);

struct DeviceOperationFilter {
  absl::CivilMonth month;
  std::optional<std::string> device_id;
};
struct DeviceOperationCursor {
  absl::CivilDay day;
  std::string device_id;
};
// Records with their readings, and the readings from the day before the first record on: what
// electricity is computed from.
struct DeviceOperationRows {
  std::vector<Listed<DeviceOperation>> rows;  // one more than asked for when there is a next page
  int total = 0;
  ReadingsByDay readings;
};
DeviceOperationRows ListDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                         const DeviceOperationFilter& filter,
                                         const std::optional<DeviceOperationCursor>& after,
                                         int limit);

// All of the month, in the order of day and device.
DeviceOperationRows MonthOfDeviceOperations(db::Tx& tx, const server::SiteScope& site,
                                            absl::CivilMonth month);

// Readings from the first to the last day; all devices, or the one named.
ReadingsByDay FindReadings(db::Tx& tx, const server::SiteScope& site, absl::CivilDay first,
                           absl::CivilDay last,
                           const std::optional<std::string>& device_id = std::nullopt);

}  // namespace sems::operations::repository
