#include "services/operations/domain/meters.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sems::operations {

DeviceMeters::DeviceMeters(std::vector<Meter> rows) : rows_(std::move(rows)) {
  std::sort(rows_.begin(), rows_.end(), [](const Meter& a, const Meter& b) {
    return std::tie(a.number, a.valid_from) < std::tie(b.number, b.valid_from);
  });
}

std::vector<std::string> DeviceMeters::NumbersOn(absl::CivilDay day) const {
  std::vector<std::string> numbers;
  for (const Meter& row : rows_) {
    if (!numbers.empty() && numbers.back() == row.number) continue;
    if (RowOn(row.number, day) != nullptr) numbers.push_back(row.number);
  }
  return numbers;
}

const Meter* DeviceMeters::RowOn(const std::string& number, absl::CivilDay day) const {
  const Meter* valid = nullptr;
  for (const Meter& row : rows_) {
    if (row.number != number || row.valid_from > day) continue;
    if (row.removed_on && *row.removed_on <= row.valid_from) continue;
    valid = &row;
  }
  if (valid != nullptr && valid->removed_on && *valid->removed_on <= day) return nullptr;
  return valid;
}

const Meter* DeviceMeters::FindOn(const std::string& meter_id, absl::CivilDay day) const {
  for (const Meter& row : rows_) {
    if (row.id != meter_id) continue;
    const Meter* valid = RowOn(row.number, day);
    return valid != nullptr && valid->id == meter_id ? valid : nullptr;
  }
  return nullptr;
}

}  // namespace sems::operations
