#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/record_duty.pb.h"
#include "services/noise/deps.h"

// The self-measurement record and the case that keeps time for it.
namespace sems::noise {

// Tells every open case that owes a measurement of one that was made since its round began and that
// was not counted for another, and says how each stands. Adds to `met` what was met.
absl::StatusOr<std::vector<v1::RecordDuty>> SettleMeasurementDuty(Deps& deps, server::Call& call,
                                                                  server::UnitOfWork& work,
                                                                  int& met);

// How the duty stands.
absl::StatusOr<std::vector<v1::RecordDuty>> ReadMeasurementDuty(Deps& deps, server::Call& call,
                                                                db::Tx& tx);

}  // namespace sems::noise
