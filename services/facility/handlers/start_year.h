#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"

namespace sems::facility::handlers {

// Opens a survey year as a copy of the one domain/survey_year.h names, with its audit row. False
// when it is open already; FAILED_PRECONDITION NO_SURVEY_YEAR when there is none to copy.
absl::StatusOr<bool> StartYear(const server::SiteScope& site, server::UnitOfWork& work,
                               int survey_year, absl::Time now);

}  // namespace sems::facility::handlers
