#include "services/operations/handlers/line_items.h"

namespace sems::operations::handlers {
namespace {

// What was sent may be anything; a label stays short.
std::string Shortened(std::string_view text) {
  constexpr size_t kMost = 40;
  if (text.size() <= kMost) return std::string(text);
  size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;  // not within a character
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

std::string ItemLabel(std::string_view kind, const Inventories& inventories,
                      InventoryItems Inventory::*items, const std::string& id,
                      std::string_view date) {
  std::string label(kind);
  std::string number = Shortened(id);
  for (const auto& [year, inventory] : inventories) {
    if (const InventoryItem* item = (inventory.*items).Find(id)) {
      number = item->number;
      break;
    }
  }
  if (!number.empty()) label += ' ' + number;
  if (!date.empty()) label += ' ' + Shortened(date);
  return label;
}

}  // namespace sems::operations::handlers
