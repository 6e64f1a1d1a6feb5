#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"

namespace sems::operations {

// A stretch of a power meter's (적산전력계) life, as the inventory keeps it: a replaced or
// rolled-over meter and a changed multiplier begin a new row with the same meter number.
struct Meter {
  std::string id;      // of the row
  std::string number;  // which of the device's meters
  Decimal multiplier;  // 배율
  absl::CivilDay valid_from;
  int digits = 0;  // before the decimal point; 0 when unknown
  std::optional<absl::CivilDay> removed_on;
};

// The meters of one device.
class DeviceMeters {
 public:
  // Rows in any order.
  DeviceMeters() = default;
  explicit DeviceMeters(std::vector<Meter> rows);

  // Labels of the meters that hang there on the day, in order.
  std::vector<std::string> NumbersOn(absl::CivilDay day) const;
  // The row valid on a day: the latest that began by then, unless it was removed by then. A row
  // removed on the day it began was a mistake and never valid.
  const Meter* RowOn(const std::string& number, absl::CivilDay day) const;
  // The row with this id, if it is the one valid on the day for its number.
  const Meter* FindOn(const std::string& meter_id, absl::CivilDay day) const;

 private:
  std::vector<Meter> rows_;  // by number, then valid_from
};

}  // namespace sems::operations
