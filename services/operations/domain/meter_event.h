#pragma once

#include <string_view>

#include "absl/time/civil_time.h"
#include "common/records/line_problems.h"
#include "services/operations/domain/electricity.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// An event as it was sent.
struct RawMeterEvent {
  std::string_view device_id = {};
  std::string_view meter_id = {};
  std::string_view new_meter_id = {};
  std::string_view day = {};
  int kind = 0;  // 1 rollover, 2 swap
  int digits = 0;
  std::string_view last_reading = {};
  std::string_view first_reading = {};
};

// Problems are those of line 0.
MeterEvent ReadMeterEvent(const RawMeterEvent& raw, absl::CivilDay today,
                          records::LineProblems& problems);

// The device has the ended row on the day before (or still on the day), and the following one on
// the day; the digits are those the inventory knows.
void CheckMeterEvent(const MeterEvent& event, const Inventory& inventory,
                     records::LineProblems& problems);

}  // namespace sems::operations
