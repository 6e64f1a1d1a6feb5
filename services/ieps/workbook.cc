#include "services/ieps/workbook.h"

#include <memory>
#include <utility>
#include <vector>

#include "common/xlsx/writer.h"

namespace sems::ieps {
namespace {

// Wide enough for a name or a remark, whatever the header's own length.
constexpr double kTextWidth = 18;
constexpr double kDayWidth = 10;

double Width(const Column& column) {
  if (column.index > 0) return kDayWidth;
  return column.type == CellType::kText ? kTextWidth : 0;
}

xlsx::Cell ToXlsx(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kText:
      return xlsx::Cell::Text(cell.text);
    case Cell::Kind::kInteger:
      return xlsx::Cell::Integer(cell.integer);
    case Cell::Kind::kDecimal:
      return xlsx::Cell::Number(*cell.decimal)
          .As(cell.estimate ? xlsx::CellUse::kEstimate : xlsx::CellUse::kPlain);
    case Cell::Kind::kBlank:
      break;
  }
  return xlsx::Cell();
}

}  // namespace

absl::StatusOr<std::string> WriteWorkbook(const Form& form, const FormRows& rows) {
  absl::StatusOr<std::unique_ptr<xlsx::Writer>> writer =
      xlsx::Writer::Create({.title = form.title});
  if (!writer.ok()) return writer.status();
  xlsx::SheetOptions options;
  options.name = form.title;
  for (const Column& column : form.columns) {
    xlsx::Column& header = options.columns.emplace_back();
    header.group = column.group;
    header.item = column.item;
    header.width = Width(column);
  }
  xlsx::SheetWriter& sheet = (*writer)->AddSheet(options);
  std::vector<xlsx::Cell> cells(form.columns.size());
  for (int i = 0; i < rows.size(); ++i) {
    const auto row = rows.Row(i);
    for (std::size_t column = 0; column < row.size(); ++column) cells[column] = ToXlsx(row[column]);
    sheet.AddRow(cells);
  }
  return (*writer)->Finish();
}

}  // namespace sems::ieps
