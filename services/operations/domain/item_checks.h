#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/records/line_problems.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// Notes a line whose item the inventory of the day's year does not have, or had closed by the day.
// Says whether the inventory has it at all.
inline bool CheckItem(const Inventories& inventories, InventoryItems Inventory::*kind,
                      const std::string& id, absl::CivilDay day, int line, std::string_view field,
                      const records::ProblemKind& unknown, const records::ProblemKind& closed,
                      records::LineProblems& problems) {
  const auto inventory = inventories.find(static_cast<int>(day.year()));
  const InventoryItem* item =
      inventory == inventories.end() ? nullptr : (inventory->second.*kind).Find(id);
  if (item == nullptr) {
    problems.Add(line, std::string(field), unknown);
  } else if (!IsOpenOn(*item, day)) {
    problems.Add(line, std::string(field), closed);
  }
  return item != nullptr;
}

}  // namespace sems::operations
