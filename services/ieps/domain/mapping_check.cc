#include "services/ieps/domain/mapping_check.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/absl_compat.h"
#include "services/ieps/domain/text.h"

namespace sems::ieps {
namespace {

bool IsYes(std::string_view text) { return text == "Y" || text == "y"; }

using ItemsByNumber = std::map<std::string_view, const InventoryItem*>;

ItemsByNumber ByNumber(const Inventory& inventory, Tab tab) {
  ItemsByNumber items;
  for (const InventoryItem& item : ItemsOf(inventory, tab)) items.emplace(item.number, &item);
  return items;
}

// The rows of one tab.
class TabCheck {
 public:
  TabCheck(const TabLayout& layout, const Inventory& inventory, const std::vector<DraftRow>& rows)
      : layout_(layout), inventory_(inventory), items_(ByNumber(inventory, layout.tab)) {
    for (const DraftRow& row : rows) {
      if (row.tab == layout.tab) rows_.push_back(&row);
    }
  }

  std::vector<MappingIssue> Run() {
    for (const DraftRow* row : rows_) CheckRow(*row);
    CheckShared();
    CheckMissing();
    std::stable_sort(issues_.begin(), issues_.end(), [](const auto& a, const auto& b) {
      // What is about no row comes last.
      return (a.row == 0 ? INT32_MAX : a.row) < (b.row == 0 ? INT32_MAX : b.row);
    });
    return std::move(issues_);
  }

 private:
  void Add(Severity severity, const DraftRow& row, TabField field, std::string_view code,
           std::string message, std::string message_ko) {
    issues_.push_back({severity, layout_.tab, row.row, std::string(layout_.Header(field)),
                       row.sems_number, std::string(code), std::move(message),
                       std::move(message_ko)});
  }
  void Error(const DraftRow& row, TabField field, std::string_view code, std::string message,
             std::string message_ko) {
    Add(Severity::kError, row, field, code, std::move(message), std::move(message_ko));
  }

  void CheckRow(const DraftRow& row) {
    auto found = items_.find(row.sems_number);
    const InventoryItem* item = found == items_.end() ? nullptr : found->second;
    if (item == nullptr) {
      Error(row, TabField::kSemsNumber, "UNKNOWN_SEMS_NUMBER",
            absl::StrCat("the survey year has no ", ToAbsl(TabItem(layout_.tab)), " ",
                         row.sems_number),
            absl::StrCat("조사년도에 없는 ", ToAbsl(TabItemKo(layout_.tab)),
                         " 번호입니다: ", row.sems_number));
    } else {
      auto [first, is_first] = first_rows_.emplace(item->number, row.row);
      if (!is_first) {
        Error(row, TabField::kSemsNumber, "DUPLICATE_SEMS_NUMBER",
              absl::StrCat("the number already stands in row ", first->second),
              absl::StrCat(first->second, "행에 이미 있는 번호입니다"));
      }
      CheckUnaltered(row, TabField::kSemsName, row.sems_name, item->name);
      CheckUnaltered(row, TabField::kSemsType, row.sems_type, item->type_label);
      CheckUnaltered(row, TabField::kPermitNumber, row.permit_number, item->permit_number);
      CheckUnaltered(row, TabField::kPermitName, row.permit_name, item->permit_name);
      CheckUnaltered(row, TabField::kUnit, row.unit, item->unit_name);
    }
    CheckText(row, TabField::kIepsNumber, row.ieps_number, kMaxIepsNumber);
    CheckText(row, TabField::kIepsName, row.ieps_name, kMaxIepsName);
    if (!row.not_in_ieps.empty() && !IsYes(row.not_in_ieps)) {
      Error(row, TabField::kNotInIeps, "MALFORMED", "must be Y or empty",
            "Y 또는 빈칸이어야 합니다");
    }
    const bool not_in_ieps = IsYes(row.not_in_ieps);
    if (not_in_ieps && !row.ieps_number.empty()) {
      Error(row, TabField::kNotInIeps, "MAPPED_AND_NOT_IN_IEPS",
            "the row has an IEPS number and is marked as not in IEPS",
            "통합번호가 있는 행을 통합시설 없음으로 표시할 수 없습니다");
    } else if (row.ieps_number.empty() && !row.ieps_name.empty()) {
      Error(row, TabField::kIepsNumber, "NAME_WITHOUT_NUMBER", "an IEPS name without its number",
            "통합번호 없이 통합명만 있습니다");
    } else if (row.ieps_number.empty() && !not_in_ieps && item != nullptr && item->open()) {
      Add(Severity::kWarning, row, TabField::kIepsNumber, "UNMAPPED",
          layout_.tab == Tab::kProduct ? "not mapped: form 12 will show the SEMS name"
                                       : "not mapped: the item will be missing from the workbooks",
          layout_.tab == Tab::kProduct ? "매핑되지 않음: 12번 서식에 SEMS 제품명으로 표시됩니다"
                                       : "매핑되지 않음: 기록 및 보존 서식에서 제외됩니다");
    }
  }

  void CheckUnaltered(const DraftRow& row, TabField field, const std::optional<std::string>& given,
                      const std::string& kept) {
    if (!given || *given == kept || layout_.Header(field).empty()) return;
    Error(row, field, "SEMS_COLUMN_ALTERED",
          absl::StrCat("SEMS has \"", kept, "\"; SEMS columns cannot be changed here"),
          absl::StrCat("SEMS 값 \"", kept, "\"과(와) 다릅니다. SEMS 항목은 수정할 수 없습니다"));
  }

  void CheckText(const DraftRow& row, TabField field, const std::string& value, int max) {
    if (value.empty() || IsCleanText(value, max)) return;
    Error(row, field, "MALFORMED",
          absl::StrCat("at most ", max, " characters, no control characters, no blank at an end"),
          absl::StrCat(max, "자 이하, 제어문자와 앞뒤 공백 없이 입력하십시오"));
  }

  // No IEPS item for two rows, but for a closed item and the one that took its place.
  void CheckShared() {
    std::map<std::string_view, std::vector<const DraftRow*>> sharing;
    for (const DraftRow* row : rows_) {
      auto item = items_.find(row->sems_number);
      const bool closed = item != items_.end() && !item->second->open();
      if (!row->ieps_number.empty() && !closed) sharing[row->ieps_number].push_back(row);
    }
    for (const auto& [number, rows] : sharing) {
      if (rows.size() < 2) continue;
      for (const DraftRow* row : rows) {
        std::vector<int> others;
        for (const DraftRow* other : rows) {
          if (other != row) others.push_back(other->row);
        }
        const std::string list = absl::StrJoin(others, ", ");
        Error(*row, TabField::kIepsNumber, "DUPLICATE_IEPS_NUMBER",
              absl::StrCat("IEPS number ", ToAbsl(number), " also stands in row ", list),
              absl::StrCat("통합번호 ", ToAbsl(number), "이(가) ", list, "행과 중복됩니다"));
      }
    }
  }

  void CheckMissing() {
    for (const InventoryItem& item : ItemsOf(inventory_, layout_.tab)) {
      if (!item.open() || first_rows_.contains(item.number)) continue;
      issues_.push_back({Severity::kWarning, layout_.tab, 0,
                         std::string(layout_.Header(TabField::kSemsNumber)), item.number,
                         "ROW_MISSING",
                         absl::StrCat(ToAbsl(TabItem(layout_.tab)), " ", item.number,
                                      " is not in the draft: it would no longer be mapped"),
                         absl::StrCat(ToAbsl(TabItemKo(layout_.tab)), " ", item.number,
                                      "의 행이 없습니다: 매핑이 해제됩니다")});
    }
  }

  const TabLayout& layout_;
  const Inventory& inventory_;
  const ItemsByNumber items_;
  std::vector<const DraftRow*> rows_;
  std::map<std::string_view, int> first_rows_;
  std::vector<MappingIssue> issues_;
};

}  // namespace

std::vector<MappingIssue> CheckDraft(const Catalog& catalog, const Inventory& inventory,
                                     const std::vector<Tab>& tabs,
                                     const std::vector<DraftRow>& rows) {
  std::vector<MappingIssue> issues;
  for (Tab tab : tabs) {
    std::vector<MappingIssue> of_tab = TabCheck(catalog.Layout(tab), inventory, rows).Run();
    issues.insert(issues.end(), std::make_move_iterator(of_tab.begin()),
                  std::make_move_iterator(of_tab.end()));
  }
  return issues;
}

TabMapping ToMapping(Tab tab, const Inventory& inventory, const std::vector<DraftRow>& rows) {
  const ItemsByNumber items = ByNumber(inventory, tab);
  TabMapping mapping;
  for (const DraftRow& row : rows) {
    auto item = row.tab == tab ? items.find(row.sems_number) : items.end();
    if (item == items.end()) continue;
    MappedItem mapped{item->second->id, row.ieps_number, row.ieps_name, IsYes(row.not_in_ieps)};
    if (mapped.mapped() || mapped.not_in_ieps) mapping.emplace(mapped.item_id, std::move(mapped));
  }
  return mapping;
}

}  // namespace sems::ieps
