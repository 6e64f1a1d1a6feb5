#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/facility/domain/fault.h"

namespace sems::facility {

// 적산전력계, or one stretch of its life: a replaced or rolled-over meter and a changed 배율 is a
// new row with the same number and a later valid_from. Electricity is (today's reading −
// yesterday's) × 배율 (IEPS manual, 붙임 운영 전제 사항: 전력사용량), so a reading must find the
// row of its own day. Dated by day, not by survey year: January's first difference finds December's
// meter.
struct Meter {
  std::string id;  // empty: new
  std::string number;
  std::string multiplier;
  std::string valid_from;
  int digits = 0;  // of the integer part; 0: unknown
  std::string removed_on;
  std::string serial_number;

  bool operator==(const Meter&) const = default;
};

// Entered by mistake: removed on its very first day. A row is never deleted; this one counts for no
// day and gets in no other row's way.
bool NeverInUse(const Meter& meter);

// The meters of one device as they will be, once the batch is in: faults are at "meters[i]" for the
// i-th of `named`, the rows that the line names; `kept` are the device's rows that it does not
// name.
Faults CheckMeters(const std::vector<Meter>& named, const std::vector<Meter>& kept);

// The row whose readings a day's are; nullptr when the device had no such meter on the day. Rows
// are right in the sense of CheckMeters.
const Meter* MeterOn(const std::vector<Meter>& meters, std::string_view number, absl::CivilDay day);

}  // namespace sems::facility
