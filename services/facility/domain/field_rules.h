#pragma once

#include <string_view>

#include "services/facility/domain/fault.h"

namespace sems::facility {

// Rules that many fields share. Each adds at most one fault. Lengths count characters, not bytes.

// A label or name that people type: no control characters and no blank at an end, since neither
// shows on paper and both break the comparison with a permit or a workbook.
void CheckText(std::string_view field, std::string_view value, int min_characters,
               int max_characters, Faults& faults);

struct DecimalRange {
  std::string_view min;
  std::string_view max;
  int max_scale = 3;
  bool above_min = false;  // the minimum itself is too small
};

// An exact decimal within the range; empty means "not entered" and is right.
void CheckDecimal(std::string_view field, std::string_view value, const DecimalRange& range,
                  Faults& faults);

// A day that exists, YYYY-MM-DD; empty is right.
void CheckDay(std::string_view field, std::string_view value, Faults& faults);

void CheckRange(std::string_view field, int value, int min, int max, Faults& faults);

// Adds REQUIRED and answers false for an empty value.
bool CheckGiven(std::string_view field, std::string_view value, Faults& faults);

// 용량: over 0, with a unit or not at all.
void CheckCapacity(std::string_view capacity, std::string_view unit, Faults& faults);

}  // namespace sems::facility
