#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/server/call.h"
#include "services/ieps/deps.h"
#include "services/ieps/domain/records.h"

// What this service reads of the others, turned into its own terms. Never inside a transaction.
namespace sems::ieps {

// The inventory of a survey year; facility opens the year if it is the next one.
absl::StatusOr<Inventory> FetchInventory(Deps& deps, server::Call& call, int survey_year);

struct WantedRecords {
  bool operations = false;
  bool samplings = false;
};

// The month's records, of the wanted services only.
absl::StatusOr<MonthRecords> FetchRecords(Deps& deps, server::Call& call, absl::CivilMonth month,
                                          const WantedRecords& wanted);

}  // namespace sems::ieps
