#include "services/ieps/domain/mapping.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/absl_compat.h"

namespace sems::ieps {

const std::vector<InventoryItem>& ItemsOf(const Inventory& inventory, Tab tab) {
  switch (tab) {
    case Tab::kStack:
      return inventory.stacks;
    case Tab::kControlDevice:
      return inventory.control_devices;
    case Tab::kEmissionFacility:
      return inventory.emission_facilities;
    case Tab::kProduct:
      break;
  }
  return inventory.products;
}

std::string_view TabItemKo(Tab tab) {
  switch (tab) {
    case Tab::kStack:
      return "배출구";
    case Tab::kControlDevice:
      return "방지시설";
    case Tab::kEmissionFacility:
      return "배출시설";
    case Tab::kProduct:
      break;
  }
  return "생산제품";
}

std::string_view TabItem(Tab tab) {
  switch (tab) {
    case Tab::kStack:
      return "stack";
    case Tab::kControlDevice:
      return "control device";
    case Tab::kEmissionFacility:
      return "emission facility";
    case Tab::kProduct:
      break;
  }
  return "product";
}

std::vector<RowToFix> FindNotOneToOne(Tab tab, const Inventory& inventory,
                                      const TabMapping& mapping) {
  std::map<std::string_view, std::vector<const InventoryItem*>> by_number;
  for (const InventoryItem& item : ItemsOf(inventory, tab)) {
    auto mapped = mapping.find(item.id);
    if (item.open() && mapped != mapping.end() && mapped->second.mapped()) {
      by_number[mapped->second.ieps_number].push_back(&item);
    }
  }
  std::vector<RowToFix> rows;
  for (const InventoryItem& item : ItemsOf(inventory, tab)) {
    auto mapped = mapping.find(item.id);
    if (!item.open() || mapped == mapping.end() || !mapped->second.mapped()) continue;
    const auto& sharing = by_number[mapped->second.ieps_number];
    if (sharing.size() < 2) continue;
    std::vector<std::string> numbers;
    for (const InventoryItem* other : sharing) {
      if (other != &item) numbers.push_back(other->number);
    }
    const std::string others = absl::StrJoin(numbers, ", ");
    rows.push_back({tab, item.number, item.name, mapped->second.ieps_number,
                    "DUPLICATE_IEPS_NUMBER",
                    absl::StrCat("IEPS number ", mapped->second.ieps_number, " also belongs to ",
                                 ToAbsl(TabItem(tab)), " ", others),
                    absl::StrCat("통합번호 ", mapped->second.ieps_number, "이(가) ",
                                 ToAbsl(TabItemKo(tab)), " ", others, "에도 매핑되어 있습니다")});
  }
  return rows;
}

std::vector<RowToFix> RowsWithoutMapping(Tab tab, const Inventory& inventory) {
  std::vector<RowToFix> rows;
  for (const InventoryItem& item : ItemsOf(inventory, tab)) {
    if (!item.open()) continue;
    rows.push_back({tab, item.number, item.name, "", "UNMAPPED", "no saved mapping yet",
                    "저장된 매핑이 없습니다"});
  }
  return rows;
}

}  // namespace sems::ieps
