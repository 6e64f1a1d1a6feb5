#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/ieps/domain/form.h"
#include "services/ieps/domain/records.h"

// The saved facility mapping (IEPS 시설정보 매핑): which IEPS item each SEMS item is.
namespace sems::ieps {

struct MappedItem {
  std::string item_id;
  std::string ieps_number;
  std::string ieps_name;
  bool not_in_ieps = false;  // the site says that IEPS has no such item

  bool mapped() const { return !ieps_number.empty(); }
};

// By SEMS item id. A tab that was never saved is absent.
using TabMapping = std::map<std::string, MappedItem, std::less<>>;
using SavedMapping = std::map<Tab, TabMapping>;

// The items a tab is about.
const std::vector<InventoryItem>& ItemsOf(const Inventory& inventory, Tab tab);

// "배출구", "방지시설", "배출시설", "생산제품".
std::string_view TabItemKo(Tab tab);
// "stack", "control device", …
std::string_view TabItem(Tab tab);

// A row that keeps a form from being written.
struct RowToFix {
  Tab tab = Tab::kStack;
  std::string sems_number;
  std::string sems_name;
  std::string ieps_number;
  std::string code;
  std::string message;
  std::string message_ko;
};

// Rows of a saved tab that are no longer 1:1 with the inventory: one IEPS number for two SEMS items
// of which none has been closed (manual 04, "시설 매핑 결과가 1:1 이 아닌 경우 데이터 다운로드가
// 불가능"). A closed item may share the number of the one that took its place. Unmapped rows do not
// count (붙임, 시설번호 매핑: "1:1 매핑이 안될 수도 있습니다 … 매핑 기준에서 제외").
std::vector<RowToFix> FindNotOneToOne(Tab tab, const Inventory& inventory,
                                      const TabMapping& mapping);

// The rows to fill in where a tab has no saved mapping: every open item.
std::vector<RowToFix> RowsWithoutMapping(Tab tab, const Inventory& inventory);

}  // namespace sems::ieps
