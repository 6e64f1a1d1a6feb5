#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/electricity.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

std::optional<Listed<MeterEvent>> LoadMeterEvent(db::Tx& tx, const server::SiteScope& site,
                                                 const std::string& meter_id, absl::CivilDay day);

// Keeps the former row, if any, and stores this one.
void StoreMeterEvent(db::Tx& tx, const server::SiteScope& site, const MeterEvent& event,
                     std::int64_t version, const Actor& actor);

// Those from the first to the last day, in the order of day and meter.
std::vector<MeterEvent> FindMeterEvents(db::Tx& tx, const server::SiteScope& site,
                                        absl::CivilDay first, absl::CivilDay last);

struct MeterEventCursor {
  absl::CivilDay day;
  std::string meter_id;
};
// One more than `limit` when there is a next page.
std::vector<Listed<MeterEvent>> ListMeterEvents(db::Tx& tx, const server::SiteScope& site,
                                                absl::CivilMonth month,
                                                const std::optional<MeterEventCursor>& after,
                                                int limit);

}  // namespace sems::operations::repository
