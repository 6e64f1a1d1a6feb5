#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

namespace sems::facility {

inline constexpr int kFirstSurveyYear = 1990;

// The year after this one can be prepared, no later one.
bool IsSurveyYear(int year, absl::CivilDay today);

// Which of the open years a new one begins as a copy of: the latest earlier one; before the first,
// the earliest later one (a site approved in January enters December). Nothing when none is open.
std::optional<int> YearToCopy(const std::vector<int>& open_years, int new_year);

// Whether an item closed on `closed_on` still belongs into a copy for `new_year`: one that was gone
// before the year begins is left out.
bool BelongsInYear(std::optional<absl::CivilDay> closed_on, int new_year);

}  // namespace sems::facility
