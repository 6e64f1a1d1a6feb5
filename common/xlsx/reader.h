#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sems::xlsx {

// An uploaded workbook is hostile until shown otherwise; beyond any of these it is refused.
struct ReadLimits {
  std::size_t max_file_bytes = 10u << 20;
  int max_entries = 1000;
  // Of one entry and of all that are read, as really inflated, whatever the directory claims.
  std::uint64_t max_entry_bytes = 100u << 20;
  std::uint64_t max_total_bytes = 200u << 20;
  // Inflated to compressed, checked once an entry has grown beyond 1 MB.
  int max_ratio = 200;
  int max_xml_depth = 64;
  std::size_t max_sheets = 50;
  std::size_t max_cells = 1'000'000;
  std::size_t max_shared_strings = 500'000;
  // Characters of one cell, Excel's own limit, counted in bytes of UTF-8 at four a character.
  std::size_t max_text_bytes = 4 * 32'767;
  // Of all cells together: one long shared string may be used by many cells.
  std::size_t max_all_text_bytes = 64u << 20;
};

enum class CellType { kText, kNumber, kBoolean, kError };

struct ReadCell {
  int row = 0;     // from 1
  int column = 0;  // from 1: A is 1
  CellType type = CellType::kText;
  // Text as it stands. A number in plain digits with 15 significant ones, which is what Excel shows
  // and what Decimal::Parse takes ("16.1" where the file says 16.100000000000001); dates are such
  // numbers too (days since 1899-12-30). A boolean "TRUE" or "FALSE". An error "#N/A".
  std::string text;
};

struct ReadRow {
  int number = 0;               // from 1
  std::vector<ReadCell> cells;  // those that have content, by column
};

struct MergedRange {
  int first_row = 0;
  int first_column = 0;
  int last_row = 0;
  int last_column = 0;
};

struct ReadSheet {
  std::string name;
  std::vector<ReadRow> rows;  // those that have content, by number
  std::vector<MergedRange> merged;

  // nullptr when the cell is empty.
  const ReadCell* Find(int row, int column) const;
  // Empty when the cell is.
  std::string_view Text(int row, int column) const;
  // The same, where the cells of a merged range all have the text of its first one (headers).
  std::string_view MergedText(int row, int column) const;
  int last_row() const { return rows.empty() ? 0 : rows.back().number; }
};

struct ReadWorkbook {
  std::vector<ReadSheet> sheets;  // in the workbook's order, hidden ones too

  const ReadSheet* Find(std::string_view name) const;
};

// Column letters: 1 → "A", 28 → "AB". For messages about a cell.
std::string ColumnName(int column);

// INVALID_ARGUMENT with reason NOT_A_WORKBOOK, WORKBOOK_TOO_LARGE, WORKBOOK_DAMAGED or
// WORKBOOK_REFUSED (DOCTYPE, entities, encryption).
absl::StatusOr<ReadWorkbook> ReadXlsx(std::string_view bytes, const ReadLimits& limits = {});

}  // namespace sems::xlsx
