#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "services/facility/domain/fault.h"

namespace sems::facility {

absl::Status SurveyYearNotOpen(int survey_year);  // NOT_FOUND
absl::Status NoSurveyYear();                      // FAILED_PRECONDITION: none to copy

// Faults of a request that is no batch.
void AddFaults(const Faults& faults, const std::string& path, FieldErrors& errors);
// A year the inventory can have at all.
void CheckYearField(int survey_year, absl::CivilDay today, FieldErrors& errors);
// A day, when given.
void CheckDayField(const std::string& field, const std::string& value, FieldErrors& errors);
// How many lines a batch may have.
void CheckLineCount(const std::string& field, int count, int max, FieldErrors& errors);

}  // namespace sems::facility
