#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"

// Volumes of a site's records: one a calendar year.
namespace sems::noise::repository {

inline constexpr std::string_view kOperationLog = "OPERATION";
inline constexpr std::string_view kSelfMeasurementLog = "SELF_MEASUREMENT";

// Locks the volumes, in order, and gives each its next revision.
std::map<int, std::int64_t> TouchVolumes(db::Tx& tx, const server::SiteScope& site,
                                         std::string_view log, const std::set<int>& years);

// Something was written in these on that day.
void MarkWritten(db::Tx& tx, const server::SiteScope& site, std::string_view log,
                 const std::set<int>& years, absl::CivilDay day);

struct Volume {
  int year = 0;
  absl::CivilDay last_entry_on;
};
// Newest first.
std::vector<Volume> ListVolumes(db::Tx& tx, const server::SiteScope& site, std::string_view log);

}  // namespace sems::noise::repository
