#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace sems {

// Korean civil dates as the contracts spell them: days "2026-10-31", months "2026-10"; and as the
// IEPS workbooks spell them: "20261031", "202610" (IEPS manual, 02 데이터 매핑 기준).
// Parsing is strict: exactly that form, a day that exists (no 31 February), years 1900 to 2200.

std::optional<absl::CivilDay> ParseDay(std::string_view text);
std::optional<absl::CivilMonth> ParseMonth(std::string_view text);
std::optional<absl::CivilDay> ParseCompactDay(std::string_view text);
std::optional<absl::CivilMonth> ParseCompactMonth(std::string_view text);

std::string FormatDay(absl::CivilDay day);
std::string FormatMonth(absl::CivilMonth month);
std::string FormatCompactDay(absl::CivilDay day);
std::string FormatCompactMonth(absl::CivilMonth month);

int DaysInMonth(absl::CivilMonth month);
absl::CivilDay FirstDay(absl::CivilMonth month);
absl::CivilDay LastDay(absl::CivilMonth month);
absl::CivilMonth MonthOf(absl::CivilDay day);

}  // namespace sems
