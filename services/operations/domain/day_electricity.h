#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/operations/domain/device_operation.h"
#include "services/operations/domain/electricity.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// Readings by (device, day).
using ReadingsByDay = std::map<std::pair<std::string, absl::CivilDay>, Readings>;

// The electricity of device-days, from readings that begin the day before the first of them.
class DayElectricity {
 public:
  // `inventories` must outlive this.
  DayElectricity(const Inventories& inventories, ReadingsByDay readings,
                 const std::vector<MeterEvent>& events);

  Electricity Of(const DeviceOperation& record) const;

 private:
  const Inventories& inventories_;
  ReadingsByDay readings_;
  std::map<std::pair<std::string, absl::CivilDay>, std::vector<MeterEvent>> events_;
};

}  // namespace sems::operations
