#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/noise/domain/log_weeks.h"
#include "services/noise/domain/operation_log.h"
#include "services/noise/repository/log_entry.h"

namespace sems::noise::repository {

using LoadedLog = records::StoredRecords<OperationEntry>;
// What is stored of the lines' facilities within a week before the first and after the last of the
// lines, locked.
LoadedLog LoadOperationLog(db::Tx& tx, const server::SiteScope& site,
                           const std::vector<OperationLine>& lines, int week_days);

// Keeps the former rows of what changes, then changes it: at most three statements.
void SaveOperationLog(db::Tx& tx, const server::SiteScope& site,
                      const std::vector<Write<OperationEntry>>& writes, const Writer& writer);

std::vector<Listed<OperationEntry>> WeekOfOperationLog(db::Tx& tx, const server::SiteScope& site,
                                                       absl::CivilDay week_from);

struct OperationFilter {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
  std::optional<std::string> facility;
};
struct OperationCursor {
  absl::CivilDay week_from;
  std::string facility;
};
ListedPage<OperationEntry> ListOperationLog(db::Tx& tx, const server::SiteScope& site,
                                            const OperationFilter& filter,
                                            const std::optional<OperationCursor>& after, int limit);

struct OperationHistoryCursor {
  absl::Time replaced_at;
  absl::CivilDay week_from;
  std::string facility;
};
// Former rows in the order in which they were replaced.
std::vector<Listed<OperationEntry>> ListOperationHistory(
    db::Tx& tx, const server::SiteScope& site, const OperationFilter& filter,
    const std::optional<OperationHistoryCursor>& after, int limit);

// The weeks from `from` on, and of each facility its last one before that.
std::vector<RecordedWeek> RecordedWeeks(db::Tx& tx, const server::SiteScope& site,
                                        absl::CivilDay from);

// The first week that was ever recorded, also if it was taken out since.
std::optional<absl::CivilDay> FirstRecordedWeek(db::Tx& tx, const server::SiteScope& site);

}  // namespace sems::noise::repository
