#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/status/error.h"

// Fields that the lists of the records have.
namespace sems::noise::handlers {

// A required day, YYYY-MM-DD.
std::optional<absl::CivilDay> ReadDay(std::string_view field, std::string_view text,
                                      FieldErrors& errors);

// Both ends of a list; empty text is no end.
struct Range {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};
Range ReadRange(std::string_view from, std::string_view to, FieldErrors& errors);

// Page tokens are no secret: one whose parts are not what this list put there is as bad as a
// garbled one.
absl::Status InvalidPageToken();

// An instant inside a page token: microseconds.
std::string FormatInstant(absl::Time time);
std::optional<absl::Time> ParseInstant(std::string_view text);

}  // namespace sems::noise::handlers
