#include "services/noise/domain/log_weeks.h"

#include <iterator>

namespace sems::noise {

LogWeeks::LogWeeks(const std::vector<RecordedWeek>& entries) {
  for (const RecordedWeek& entry : entries) {
    facilities_[entry.facility][entry.week_from] = entry.discontinued;
    weeks_.insert(entry.week_from);
  }
}

bool LogWeeks::Has(absl::CivilDay week_from, const std::string& facility) const {
  const auto found = facilities_.find(facility);
  return found != facilities_.end() && found->second.count(week_from) > 0;
}

bool LogWeeks::IsComplete(absl::CivilDay week_from, const std::string& facility) const {
  if (!facility.empty()) return Has(week_from, facility);
  return weeks_.count(week_from) > 0 && Missing(week_from, facility).empty();
}

std::vector<std::string> LogWeeks::Missing(absl::CivilDay week_from,
                                           const std::string& facility) const {
  if (!facility.empty()) {
    return Has(week_from, facility) ? std::vector<std::string>()
                                    : std::vector<std::string>{facility};
  }
  std::vector<std::string> missing;
  for (const auto& [name, weeks] : facilities_) {
    const auto from = weeks.lower_bound(week_from);
    if (from == weeks.begin()) continue;  // not known before
    const bool there = from != weeks.end() && from->first == week_from;
    const bool discontinued = std::prev(from)->second;
    if (!there && !discontinued) missing.push_back(name);
  }
  return missing;
}

std::vector<absl::CivilDay> LogWeeks::Incomplete(absl::CivilDay first, absl::CivilDay end,
                                                 int week_days, const std::string& facility) const {
  std::vector<absl::CivilDay> incomplete;
  for (absl::CivilDay week = first; week < end; week += week_days) {
    if (!IsComplete(week, facility)) incomplete.push_back(week);
  }
  return incomplete;
}

}  // namespace sems::noise
