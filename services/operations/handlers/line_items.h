#pragma once

#include <string>
#include <string_view>

#include "services/operations/domain/inventory.h"

namespace sems::operations::handlers {

// How a line is named to its sender: "stack 5 2026-10-31", by the number where the inventory has
// the item, else by what was sent as its id.
std::string ItemLabel(std::string_view kind, const Inventories& inventories,
                      InventoryItems Inventory::*items, const std::string& id,
                      std::string_view date);

}  // namespace sems::operations::handlers
