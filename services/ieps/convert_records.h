#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "sems/facility/internal/v1/inventory.pb.h"
#include "sems/measurement/internal/v1/measurement_read.pb.h"
#include "sems/operations/internal/v1/record_read.pb.h"
#include "services/ieps/domain/records.h"

// The internal contracts of the other services → our records. Nothing when an answer breaks its
// contract (a day that is none, a number that is none, a day outside the month).
namespace sems::ieps {

std::optional<Inventory> ToInventory(int survey_year,
                                     const facility::internal::v1::GetInventoryResponse& reply);

std::optional<MonthRecords> ToRecords(
    absl::CivilMonth month, const operations::internal::v1::GetMonthResponse& operations,
    const measurement::internal::v1::GetMonthResponse& measurement);

}  // namespace sems::ieps
