#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/line_problems.h"
#include "services/operations/domain/meters.h"

namespace sems::operations {

// A stack, facility, device or item as the records see it: something that may have a record on a
// day.
struct InventoryItem {
  std::string id;
  std::string number;  // its label for people
  std::string name;
  // 폐쇄일: the first day on which it no longer runs.
  std::optional<absl::CivilDay> closed_on;
};

// The items of one kind, in the order of their numbers.
class InventoryItems {
 public:
  void Add(InventoryItem item) {
    index_.emplace(item.id, items_.size());
    items_.push_back(std::move(item));
  }
  const InventoryItem* Find(const std::string& id) const {
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : &items_[found->second];
  }
  const std::vector<InventoryItem>& all() const { return items_; }

 private:
  std::vector<InventoryItem> items_;
  std::unordered_map<std::string, size_t> index_;
};

// An emission facility and a fuel that it burns.
struct FuelPair {
  std::string emission_facility_id;
  std::string fuel_id;
};

// What a site has in one survey year (조사년도).
struct Inventory {
  InventoryItems stacks;
  InventoryItems emission_facilities;
  InventoryItems devices;
  InventoryItems fuels;
  InventoryItems materials;
  InventoryItems energies;
  InventoryItems products;
  std::vector<FuelPair> fuel_pairs;
  std::unordered_map<std::string, DeviceMeters> meters;  // by device

  const DeviceMeters& MetersOf(const std::string& device_id) const {
    static const DeviceMeters none;
    const auto found = meters.find(device_id);
    return found == meters.end() ? none : found->second;
  }
};

// By survey year: the lines of a batch may reach over New Year.
using Inventories = std::map<int, Inventory>;

// A record of a day needs an item that ran on the day; one of a month, an item that ran on the
// month's first day.
inline bool IsOpenOn(const InventoryItem& item, absl::CivilDay day) {
  return !item.closed_on || day < *item.closed_on;
}

}  // namespace sems::operations
