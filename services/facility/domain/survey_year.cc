#include "services/facility/domain/survey_year.h"

#include <algorithm>

namespace sems::facility {

bool IsSurveyYear(int year, absl::CivilDay today) {
  return year >= kFirstSurveyYear && year <= today.year() + 1;
}

std::optional<int> YearToCopy(const std::vector<int>& open_years, int new_year) {
  std::optional<int> earlier;
  std::optional<int> later;
  for (int year : open_years) {
    if (year < new_year) earlier = std::max(earlier.value_or(year), year);
    if (year > new_year) later = std::min(later.value_or(year), year);
  }
  return earlier ? earlier : later;
}

bool BelongsInYear(std::optional<absl::CivilDay> closed_on, int new_year) {
  return !closed_on || *closed_on > absl::CivilDay(new_year, 1, 1);
}

}  // namespace sems::facility
