#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/values/decimal.h"

namespace sems::xlsx {

// What a cell is for; it decides colours, locking and font.
enum class CellUse {
  kPlain,     // a value
  kLocked,    // template: filled by the system, grey, not to be changed
  kOpen,      // template: to be filled in, white, editable
  kEstimate,  // a value that was computed by an assumption (daily average): italic on pale yellow
};

// One cell's content. Dates are written as the text that the form asks for ("20261031").
class Cell {
 public:
  Cell() = default;  // blank
  static Cell Text(std::string_view text);
  static Cell Integer(std::int64_t value);
  // A number that shows as many decimals as the stored value has.
  static Cell Number(const Decimal& value);

  static Cell Blank(CellUse use = CellUse::kPlain) { return Cell().As(use); }

  Cell As(CellUse use) && {
    use_ = use;
    return std::move(*this);
  }
  // A note that appears when the cell is pointed at.
  Cell WithNote(std::string note) && {
    note_ = std::move(note);
    return std::move(*this);
  }

 private:
  friend class SheetWriter;
  enum class Kind { kBlank, kText, kNumber };

  Kind kind_ = Kind::kBlank;
  CellUse use_ = CellUse::kPlain;
  int scale_ = 0;
  double number_ = 0;
  std::string text_;
  std::string note_;
};

struct Column {
  // Upper header row. Neighbours of the same group are merged; without one, the item fills both
  // header rows. When no column has a group, the sheet has a single header row.
  std::string group;
  // Lower header row.
  std::string item;
  // In characters; 0: from the header's length.
  double width = 0;
  CellUse header_use = CellUse::kPlain;
};

struct SheetOptions {
  // At most 31 characters, none of []:*?/\ ; other names are shortened and cleaned.
  std::string name;
  std::vector<Column> columns;
  // Cells that are not kOpen cannot be changed (no password: a guard, not a secret).
  bool protect = false;
};

struct WorkbookOptions {
  std::string title;
  // Where the file is put together before it is read and removed.
  std::string tmpdir = "/tmp";
};

class Writer;

// One sheet being filled, from the row below its header.
class SheetWriter {
 public:
  SheetWriter(const SheetWriter&) = delete;
  SheetWriter& operator=(const SheetWriter&) = delete;
  ~SheetWriter();

  void AddRow(absl::Span<const Cell> cells);
  void AddRow(std::initializer_list<Cell> cells) {
    AddRow(absl::Span<const Cell>(cells.begin(), cells.size()));
  }
  // Rows written below the header.
  int row_count() const;

 private:
  friend class Writer;
  struct State;
  explicit SheetWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// A workbook (.xlsx). The same calls give the same bytes: document and entry times are fixed.
//
//   auto writer = Writer::Create({.title = "5.배출구 가동시간"});
//   SheetWriter& sheet = (*writer)->AddSheet({.name = …, .columns = …});
//   sheet.AddRow({Cell::Text("z1T6Bguc"), Cell::Number(hours)});
//   absl::StatusOr<std::string> bytes = (*writer)->Finish();
class Writer {
 public:
  static absl::StatusOr<std::unique_ptr<Writer>> Create(const WorkbookOptions& options);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  // The sheet lives as long as the writer.
  SheetWriter& AddSheet(const SheetOptions& options);

  // The file's bytes. Call once; nothing can be added afterwards. INTERNAL when the disk fails or a
  // cell was refused (text beyond 32,767 characters).
  absl::StatusOr<std::string> Finish();

 private:
  struct State;
  explicit Writer(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace sems::xlsx
