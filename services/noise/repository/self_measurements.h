#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/noise/domain/self_measurement.h"
#include "services/noise/repository/log_entry.h"

namespace sems::noise::repository {

// What is stored on the lines' days, locked.
records::StoredRecords<SelfMeasurement> LoadSelfMeasurements(
    db::Tx& tx, const server::SiteScope& site, const std::vector<SelfMeasurementLine>& lines);

// Keeps the former rows of what changes, then changes it: at most three statements.
void SaveSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                          const std::vector<Write<SelfMeasurement>>& writes, const Writer& writer);

// A listed measurement, with the due day of the cycle that its day has met.
struct ListedMeasurement {
  Listed<SelfMeasurement> row;
  std::optional<absl::CivilDay> counted_for;
};

std::vector<ListedMeasurement> DayOfSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                                                     absl::CivilDay measured_on);

struct MeasurementFilter {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};
struct MeasurementCursor {
  absl::CivilDay measured_on;
  std::string period;
  std::string point;
  int round = 0;
};
MeasurementCursor CursorOf(const SelfMeasurement& record);
struct MeasurementPage {
  std::vector<ListedMeasurement> rows;
  int total = 0;
};
MeasurementPage ListSelfMeasurements(db::Tx& tx, const server::SiteScope& site,
                                     const MeasurementFilter& filter,
                                     const std::optional<MeasurementCursor>& after, int limit);

struct MeasurementHistoryCursor {
  absl::Time replaced_at;
  MeasurementCursor record;
};
// Former rows in the order in which they were replaced.
std::vector<Listed<SelfMeasurement>> ListMeasurementHistory(
    db::Tx& tx, const server::SiteScope& site, const MeasurementFilter& filter,
    const std::optional<MeasurementHistoryCursor>& after, int limit);

// The first day after `after` on which was measured and that has met no cycle yet.
std::optional<absl::CivilDay> FirstUncountedDay(db::Tx& tx, const server::SiteScope& site,
                                                absl::CivilDay after);
void CountDay(db::Tx& tx, const server::SiteScope& site, absl::CivilDay measured_on,
              const std::string& case_id, absl::CivilDay due_on);

}  // namespace sems::noise::repository
