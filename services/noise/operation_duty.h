#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/record_duty.pb.h"
#include "services/noise/deps.h"
#include "services/noise/duty_case.h"

// The operation log and the case that keeps time for it.
namespace sems::noise {

// Tells every open case of the weeks that are complete, the oldest owed first, and says how each
// stands. Adds to `met` what was met.
absl::StatusOr<std::vector<v1::RecordDuty>> SettleOperationDuty(Deps& deps, server::Call& call,
                                                                server::UnitOfWork& work, int& met);

// How the duty stands.
absl::StatusOr<std::vector<v1::RecordDuty>> ReadOperationDuty(Deps& deps, server::Call& call,
                                                              db::Tx& tx);

// Opens the site's case, whose cycle counts from `anchor`.
absl::Status OpenOperationCase(Deps& deps, server::Call& call, server::UnitOfWork& work,
                               absl::CivilDay anchor);

}  // namespace sems::noise
