#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/error.h"

// Fields that several list requests have.
namespace sems::operations::handlers {

// A required month, YYYY-MM.
std::optional<absl::CivilMonth> ReadMonth(std::string_view field, std::string_view text,
                                          FieldErrors& errors);

// YYYY-MM or YYYY: the first and the last month meant.
std::optional<std::pair<absl::CivilMonth, absl::CivilMonth>> ReadPeriod(std::string_view field,
                                                                        std::string_view text,
                                                                        FieldErrors& errors);

// An optional id; empty means none.
std::optional<std::string> ReadId(std::string_view field, std::string_view text,
                                  FieldErrors& errors);

// Page tokens are no secret: one whose parts are not what this list put there is as bad as a
// garbled one.
absl::Status InvalidPageToken();

}  // namespace sems::operations::handlers
