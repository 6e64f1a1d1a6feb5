#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "common/server/call.h"

// Cases of the duty to keep a record. Their clock is the only one: what is owed, and since when, is
// read from it.
namespace sems::noise {

// One round of a cycle: what is owed by `due` counts from the round before.
struct Cycle {
  absl::CivilDay before;  // due day of the round before, or the day the cycle counts from
  absl::CivilDay due;
};

struct DutyCase {
  std::string case_id;
  std::string facility;  // empty: the whole site's
  std::optional<Cycle> owed;
  std::optional<absl::CivilDay> next_due;
  std::optional<absl::CivilDay> anchor;  // the day the cycle counts from
  bool number_unset = false;
};

// The case as it stands today, with the timers rung that have come due.
DutyCase ReadDutyCase(const casework::Casework& casework, const casework::StoredCase& stored,
                      server::Call& call);

struct DutyCases {
  std::vector<DutyCase> open;
  bool any = false;  // one was opened at some time
};
// Of the call's site.
absl::StatusOr<DutyCases> FindDutyCases(casework::Casework& casework, server::Call& call,
                                        db::Tx& tx, const std::string& procedure);

// Tells the case that its record was made for the round it owes, on the day `on`.
absl::Status RaiseRecorded(casework::Casework& casework, server::Call& call,
                           server::UnitOfWork& work, const std::string& case_id, absl::CivilDay on,
                           const std::string& note);

}  // namespace sems::noise
