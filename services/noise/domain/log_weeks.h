#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace sems::noise {

struct RecordedWeek {
  absl::CivilDay week_from;
  std::string facility;
  bool discontinued = false;  // operated no longer after this week
};

// Which weeks of an operation log are complete. Of every facility that was recorded before and not
// discontinued an entry is expected, also when it stood still; a week without any entry is never
// complete.
class LogWeeks {
 public:
  explicit LogWeeks(const std::vector<RecordedWeek>& entries);

  // `facility`: of this one alone; empty: of all.
  bool IsComplete(absl::CivilDay week_from, const std::string& facility) const;
  // Expected, and not there.
  std::vector<std::string> Missing(absl::CivilDay week_from, const std::string& facility) const;
  // The weeks from `first` on that begin before `end` and are not complete.
  std::vector<absl::CivilDay> Incomplete(absl::CivilDay first, absl::CivilDay end, int week_days,
                                         const std::string& facility) const;

 private:
  bool Has(absl::CivilDay week_from, const std::string& facility) const;

  std::map<std::string, std::map<absl::CivilDay, bool>> facilities_;  // week → discontinued
  std::set<absl::CivilDay> weeks_;
};

}  // namespace sems::noise
