#include "services/ieps/mapping_template.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"
#include "common/xlsx/reader.h"
#include "common/xlsx/writer.h"

namespace sems::ieps {
namespace {

constexpr int kHeaderRow = 1;

bool IsOpen(TabField field) {
  return field == TabField::kIepsNumber || field == TabField::kIepsName ||
         field == TabField::kNotInIeps;
}

double Width(TabField field) {
  switch (field) {
    case TabField::kError:
      return 10;
    case TabField::kSemsName:
    case TabField::kPermitName:
    case TabField::kIepsName:
      return 26;
    default:
      return 0;
  }
}

std::string_view Value(TabField field, const InventoryItem& item, const MappedItem* mapped) {
  switch (field) {
    case TabField::kError:
      break;
    case TabField::kSemsNumber:
      return item.number;
    case TabField::kSemsName:
      return item.name;
    case TabField::kSemsType:
      return item.type_label;
    case TabField::kPermitNumber:
      return item.permit_number;
    case TabField::kPermitName:
      return item.permit_name;
    case TabField::kUnit:
      return item.unit_name;
    case TabField::kIepsNumber:
      return mapped != nullptr ? mapped->ieps_number : std::string_view();
    case TabField::kIepsName:
      return mapped != nullptr ? mapped->ieps_name : std::string_view();
    case TabField::kNotInIeps:
      return mapped != nullptr && mapped->not_in_ieps ? "Y" : std::string_view();
  }
  return {};
}

absl::Status BadTemplate(std::string_view code, std::string_view message,
                         std::string_view message_ko) {
  FieldErrors errors;
  errors.Add("file", code, message, message_ko);
  return errors.ToStatus();
}

using ColumnOf = std::map<TabField, int>;

// Where the fields' columns are in a sheet; empty when the sheet is not the tab's.
ColumnOf FindColumns(const TabLayout& layout, const xlsx::ReadSheet& sheet) {
  ColumnOf columns;
  const auto header = std::find_if(sheet.rows.begin(), sheet.rows.end(),
                                   [](const auto& row) { return row.number == kHeaderRow; });
  if (header == sheet.rows.end()) return columns;
  for (const xlsx::ReadCell& cell : header->cells) {
    for (const TabColumn& column : layout.columns) {
      if (column.item == cell.text) columns.emplace(column.field, cell.column);
    }
  }
  // The header of the IEPS number belongs to this tab alone.
  if (!columns.contains(TabField::kIepsNumber)) columns.clear();
  return columns;
}

absl::Status CheckColumns(const TabLayout& layout, const ColumnOf& columns) {
  std::vector<std::string> missing;
  for (const TabColumn& column : layout.columns) {
    const bool needed = column.field != TabField::kError && column.field != TabField::kNotInIeps;
    if (needed && !columns.contains(column.field)) missing.push_back(column.item);
  }
  if (missing.empty()) return absl::OkStatus();
  const std::string list = absl::StrJoin(missing, ", ");
  return BadTemplate("COLUMN_MISSING", absl::StrCat(layout.title, ": columns are missing: ", list),
                     absl::StrCat(layout.title, ": 없는 항목이 있습니다: ", list));
}

void ReadRows(const TabLayout& layout, const ColumnOf& columns, const xlsx::ReadSheet& sheet,
              std::vector<DraftRow>& rows) {
  for (const xlsx::ReadRow& row : sheet.rows) {
    if (row.number <= kHeaderRow) continue;
    std::map<TabField, std::string> values;
    bool blank = true;
    for (const auto& [field, column] : columns) {
      const auto cell = std::find_if(row.cells.begin(), row.cells.end(),
                                     [&](const auto& one) { return one.column == column; });
      std::string& value = values[field];
      if (cell == row.cells.end()) continue;
      value = cell->text;
      if (field != TabField::kError && !value.empty()) blank = false;
    }
    if (blank) continue;
    const auto sems = [&](TabField field) -> std::optional<std::string> {
      if (layout.Header(field).empty()) return std::nullopt;
      return values[field];
    };
    DraftRow draft;
    draft.tab = layout.tab;
    draft.row = row.number;
    draft.sems_number = values[TabField::kSemsNumber];
    draft.sems_name = sems(TabField::kSemsName);
    draft.sems_type = sems(TabField::kSemsType);
    draft.permit_number = sems(TabField::kPermitNumber);
    draft.permit_name = sems(TabField::kPermitName);
    draft.unit = sems(TabField::kUnit);
    draft.ieps_number = values[TabField::kIepsNumber];
    draft.ieps_name = values[TabField::kIepsName];
    draft.not_in_ieps = values[TabField::kNotInIeps];
    rows.push_back(std::move(draft));
  }
}

}  // namespace

absl::StatusOr<std::string> WriteTemplate(const Catalog& catalog, const std::vector<Tab>& tabs,
                                          const Inventory& inventory, const SavedMapping& mapping) {
  absl::StatusOr<std::unique_ptr<xlsx::Writer>> writer =
      xlsx::Writer::Create({.title = "IEPS 시설정보 매핑"});
  if (!writer.ok()) return writer.status();
  for (Tab tab : tabs) {
    const TabLayout& layout = catalog.Layout(tab);
    xlsx::SheetOptions options;
    options.name = layout.title;
    options.protect = true;
    for (const TabColumn& column : layout.columns) {
      xlsx::Column& header = options.columns.emplace_back();
      header.item = column.item;
      header.width = Width(column.field);
      header.header_use = IsOpen(column.field) ? xlsx::CellUse::kOpen : xlsx::CellUse::kLocked;
    }
    xlsx::SheetWriter& sheet = (*writer)->AddSheet(options);
    const auto saved = mapping.find(tab);
    std::vector<xlsx::Cell> cells(layout.columns.size());
    for (const InventoryItem& item : ItemsOf(inventory, tab)) {
      const MappedItem* mapped = nullptr;
      if (saved != mapping.end()) {
        const auto found = saved->second.find(item.id);
        if (found != saved->second.end()) mapped = &found->second;
      }
      if (!item.open() && mapped == nullptr) continue;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const TabField field = layout.columns[i].field;
        cells[i] = xlsx::Cell::Text(Value(field, item, mapped))
                       .As(IsOpen(field) ? xlsx::CellUse::kOpen : xlsx::CellUse::kLocked);
      }
      sheet.AddRow(cells);
    }
  }
  return (*writer)->Finish();
}

absl::StatusOr<UploadedTemplate> ReadTemplate(const Catalog& catalog, std::string_view bytes) {
  absl::StatusOr<xlsx::ReadWorkbook> workbook = xlsx::ReadXlsx(bytes);
  if (!workbook.ok()) return workbook.status();
  UploadedTemplate uploaded;
  for (const TabLayout& layout : catalog.tabs) {
    for (const xlsx::ReadSheet& sheet : workbook->sheets) {
      const ColumnOf columns = FindColumns(layout, sheet);
      if (columns.empty()) continue;
      if (!uploaded.tabs.empty() && uploaded.tabs.back() == layout.tab) {
        return BadTemplate("TAB_TWICE", absl::StrCat(layout.title, " stands in two sheets"),
                           absl::StrCat(layout.title, " 시트가 두 개입니다"));
      }
      if (absl::Status complete = CheckColumns(layout, columns); !complete.ok()) return complete;
      uploaded.tabs.push_back(layout.tab);
      ReadRows(layout, columns, sheet, uploaded.rows);
    }
  }
  if (uploaded.tabs.empty()) {
    return BadTemplate("NOT_A_TEMPLATE",
                       "no sheet has the headers of a mapping tab in its first row",
                       "첫 행에 매핑 양식의 항목명이 있는 시트가 없습니다");
  }
  if (uploaded.rows.size() > static_cast<std::size_t>(kMaxDraftRows)) {
    return BadTemplate("TOO_MANY_ROWS", absl::StrCat("at most ", kMaxDraftRows, " rows"),
                       absl::StrCat(kMaxDraftRows, "행 이하여야 합니다"));
  }
  return uploaded;
}

}  // namespace sems::ieps
