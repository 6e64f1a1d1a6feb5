#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/calendar/period.h"
#include "common/casework/law.h"

namespace sems::noise {

// What the law's data say of the two records that a site keeps.
struct LogLaw {
  struct Log {
    std::string procedure;
    std::string article;
    calendar::Period kept;  // from the last entry
  };
  Log operation;
  int week_days = 0;  // the cycle of the operation log
  Log measurement;
};

// FAILED_PRECONDITION (LAW_BROKEN) when the data lack one of them.
absl::StatusOr<LogLaw> ReadLogLaw(const casework::Law& law);

}  // namespace sems::noise
