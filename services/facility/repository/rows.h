#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/facility/domain/kind.h"

namespace sems::facility {

// An item as it is kept in a survey year.
template <class Facts>
struct Stored {
  std::string id;
  Facts facts;
  std::string closed_on;  // YYYY-MM-DD or empty
  int64_t version = 0;
  std::string code_name;  // name of its type or code
  std::string unit_name;  // of items that have a unit
};

// Facts to be kept for an item.
template <class Facts>
struct Row {
  std::string id;
  Facts facts;
};

// Which items of a survey year, by kind, number and id.
struct Query {
  int survey_year = 0;
  std::optional<std::string> id;
  std::optional<Kind> kind;
  std::optional<std::string> open_on;  // leave out what was closed by this day
  // Of the last row of the page before: kind, number's sort key, id.
  std::vector<std::string> after;
  std::optional<int> limit;
};

// Who changes something, and when.
struct Stamp {
  absl::Time at;
  std::string actor;
};

}  // namespace sems::facility
