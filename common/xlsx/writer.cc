#include "common/xlsx/writer.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sems::xlsx {
namespace {

constexpr char kFont[] = "맑은 고딕";
constexpr double kFontSize = 10;
constexpr std::time_t kCreated = 946684800;  // 2000-01-01: fixed, for reproducible bytes

constexpr lxw_color_t kHeaderBlue = 0xDDEBF7;
constexpr lxw_color_t kLockedGrey = 0xD9D9D9;
constexpr lxw_color_t kOpenHeader = 0xE2EFDA;
constexpr lxw_color_t kEstimateYellow = 0xFFF9E5;
constexpr lxw_color_t kBorderGrey = 0xBFBFBF;

constexpr std::size_t kMaxSheetName = 31;
constexpr double kMinWidth = 9;
constexpr double kMaxWidth = 40;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Width in characters of the default font; a Korean syllable takes two.
double DisplayWidth(std::string_view text) {
  double width = 0;
  for (char c : text) {
    if (IsContinuation(c)) continue;
    width += static_cast<unsigned char>(c) >= 0xE0 ? 2 : 1;
  }
  return width;
}

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// A literal "_x0041_" would be shown as "A": Excel spells characters that XML cannot hold in that
// form (ECMA-376 part 1, §22.9.2.19). libxlsxwriter escapes those characters, not such literals.
std::string EscapeLiteral(std::string_view text) {
  std::string escaped(text);
  for (std::size_t at = escaped.find("_x"); at != std::string::npos; at = escaped.find("_x", at)) {
    const std::string_view digits = std::string_view(escaped).substr(at + 2);
    const bool escape = digits.size() >= 5 && digits[4] == '_' &&
                        std::all_of(digits.begin(), digits.begin() + 4, IsHexDigit);
    if (escape) escaped.insert(at, "_x005F");
    at += escape ? 8 : 2;
  }
  return escaped;
}

std::string CleanSheetName(std::string_view name) {
  std::string clean;
  std::size_t characters = 0;
  for (char c : name) {
    if (!IsContinuation(c) && ++characters > kMaxSheetName) break;
    clean.push_back(std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_');
  }
  return clean.empty() ? "Sheet" : clean;
}

}  // namespace

// The formats of one workbook, made when first needed.
class Formats {
 public:
  explicit Formats(lxw_workbook* workbook) : workbook_(workbook) {}

  lxw_format* Header(CellUse use) {
    lxw_format*& format = headers_[use];
    if (format == nullptr) {
      format = New();
      format_set_bold(format);
      format_set_align(format, LXW_ALIGN_CENTER);
      format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
      format_set_text_wrap(format);
      format_set_bg_color(format, HeaderColor(use));
    }
    return format;
  }

  lxw_format* Text(CellUse use) { return Value(use, kTextScale); }
  lxw_format* Number(CellUse use, int scale) { return Value(use, scale); }

 private:
  static constexpr int kTextScale = -1;

  static lxw_color_t HeaderColor(CellUse use) {
    switch (use) {
      case CellUse::kLocked:
        return kLockedGrey;
      case CellUse::kOpen:
        return kOpenHeader;
      case CellUse::kEstimate:
        return kEstimateYellow;
      case CellUse::kPlain:
        break;
    }
    return kHeaderBlue;
  }

  lxw_format* Value(CellUse use, int scale) {
    lxw_format*& format = values_[{use, scale}];
    if (format != nullptr) return format;
    format = New();
    if (scale == kTextScale) {
      format_set_num_format(format, "@");  // codes and compact dates stay text when retyped
    } else if (scale == 0) {
      format_set_num_format(format, "0");
    } else {
      format_set_num_format(format, ("0." + std::string(scale, '0')).c_str());
    }
    switch (use) {
      case CellUse::kLocked:
        format_set_bg_color(format, kLockedGrey);
        break;
      case CellUse::kOpen:
        format_set_bg_color(format, LXW_COLOR_WHITE);
        format_set_unlocked(format);
        break;
      case CellUse::kEstimate:
        format_set_bg_color(format, kEstimateYellow);
        format_set_italic(format);
        break;
      case CellUse::kPlain:
        break;
    }
    return format;
  }

  lxw_format* New() {
    lxw_format* format = workbook_add_format(workbook_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, kFontSize);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, kBorderGrey);
    return format;
  }

  lxw_workbook* workbook_;
  std::map<CellUse, lxw_format*> headers_;
  std::map<std::pair<CellUse, int>, lxw_format*> values_;
};

struct SheetWriter::State {
  lxw_worksheet* sheet = nullptr;
  Formats* formats = nullptr;
  lxw_error* first_error = nullptr;
  lxw_row_t header_rows = 0;
  lxw_row_t next_row = 0;
  lxw_col_t columns = 0;

  void Check(lxw_error error) {
    if (*first_error == LXW_NO_ERROR) *first_error = error;
  }

  void WriteHeader(const std::vector<Column>& header);
  void Merge(lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column,
             const std::string& text, lxw_format* format);
};

void SheetWriter::State::Merge(lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
                               lxw_col_t last_column, const std::string& text, lxw_format* format) {
  if (first_row == last_row && first_column == last_column) {
    Check(worksheet_write_string(sheet, first_row, first_column, text.c_str(), format));
  } else {
    Check(worksheet_merge_range(sheet, first_row, first_column, last_row, last_column, text.c_str(),
                                format));
  }
}

void SheetWriter::State::WriteHeader(const std::vector<Column>& header) {
  if (header.empty()) return;
  const bool grouped = std::any_of(header.begin(), header.end(),
                                   [](const Column& column) { return !column.group.empty(); });
  header_rows = grouped ? 2 : 1;
  const lxw_row_t item_row = header_rows - 1;
  const std::size_t count = header.size();
  for (std::size_t begin = 0; begin < count;) {
    const Column& column = header[begin];
    const lxw_col_t first = static_cast<lxw_col_t>(begin);
    if (column.group.empty()) {
      Merge(0, first, item_row, first, column.item, formats->Header(column.header_use));
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < count && header[end].group == column.group) ++end;
    Merge(0, first, 0, static_cast<lxw_col_t>(end - 1), column.group,
          formats->Header(column.header_use));
    for (; begin < end; ++begin) {
      Check(worksheet_write_string(sheet, item_row, static_cast<lxw_col_t>(begin),
                                   header[begin].item.c_str(),
                                   formats->Header(header[begin].header_use)));
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double width = header[i].width > 0
                             ? header[i].width
                             : std::clamp(DisplayWidth(header[i].item) + 3, kMinWidth, kMaxWidth);
    const lxw_col_t at = static_cast<lxw_col_t>(i);
    Check(worksheet_set_column(sheet, at, at, width, nullptr));
  }
  worksheet_freeze_panes(sheet, header_rows, 0);
  worksheet_repeat_rows(sheet, 0, item_row);
  next_row = header_rows;
  columns = static_cast<lxw_col_t>(count);
}

Cell Cell::Text(std::string_view text) {
  Cell cell;
  if (text.empty()) return cell;
  cell.kind_ = Kind::kText;
  cell.text_ = EscapeLiteral(text);
  return cell;
}

Cell Cell::Integer(std::int64_t value) { return Number(Decimal(value)); }

Cell Cell::Number(const Decimal& value) {
  Cell cell;
  cell.kind_ = Kind::kNumber;
  cell.scale_ = value.scale();
  cell.number_ = value.ToDouble();
  return cell;
}

SheetWriter::SheetWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SheetWriter::~SheetWriter() = default;

void SheetWriter::AddRow(absl::Span<const Cell> cells) {
  State& s = *state_;
  const lxw_row_t row = s.next_row++;
  lxw_col_t column = 0;
  for (const Cell& cell : cells) {
    switch (cell.kind_) {
      case Cell::Kind::kBlank:
        s.Check(worksheet_write_blank(s.sheet, row, column, s.formats->Text(cell.use_)));
        break;
      case Cell::Kind::kText:
        s.Check(worksheet_write_string(s.sheet, row, column, cell.text_.c_str(),
                                       s.formats->Text(cell.use_)));
        break;
      case Cell::Kind::kNumber:
        s.Check(worksheet_write_number(s.sheet, row, column, cell.number_,
                                       s.formats->Number(cell.use_, cell.scale_)));
        break;
    }
    if (!cell.note_.empty()) {
      s.Check(worksheet_write_comment(s.sheet, row, column, cell.note_.c_str()));
    }
    ++column;
  }
  s.columns = std::max(s.columns, column);
}

int SheetWriter::row_count() const {
  return static_cast<int>(state_->next_row - state_->header_rows);
}

struct Writer::State {
  std::string path;
  std::string tmpdir;
  lxw_workbook* workbook = nullptr;
  std::unique_ptr<Formats> formats;
  std::vector<std::unique_ptr<SheetWriter>> sheets;
  lxw_error first_error = LXW_NO_ERROR;

  ~State() {
    if (workbook != nullptr) lxw_workbook_free(workbook);
    if (!path.empty()) unlink(path.c_str());
  }
};

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::~Writer() = default;

absl::StatusOr<std::unique_ptr<Writer>> Writer::Create(const WorkbookOptions& options) {
  auto state = std::make_unique<State>();
  state->tmpdir = options.tmpdir;
  std::string path = options.tmpdir + "/workbook.XXXXXX";
  const int file = mkstemp(path.data());
  if (file < 0) {
    return absl::InternalError(absl::StrCat("cannot create a file in ", options.tmpdir));
  }
  close(file);
  state->path = path;

  lxw_workbook_options workbook_options = {};
  workbook_options.tmpdir = state->tmpdir.data();
  state->workbook = workbook_new_opt(path.c_str(), &workbook_options);
  if (state->workbook == nullptr) return absl::InternalError("cannot begin a workbook");

  std::string title = options.title;
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.created = kCreated;
  workbook_set_properties(state->workbook, &properties);
  state->formats = std::make_unique<Formats>(state->workbook);
  return std::unique_ptr<Writer>(new Writer(std::move(state)));
}

SheetWriter& Writer::AddSheet(const SheetOptions& options) {
  auto sheet = std::make_unique<SheetWriter::State>();
  sheet->formats = state_->formats.get();
  sheet->first_error = &state_->first_error;
  const std::string name = CleanSheetName(options.name);
  // Where the name is taken, the sheet gets Excel's own default name.
  const bool free = workbook_validate_sheet_name(state_->workbook, name.c_str()) == LXW_NO_ERROR;
  sheet->sheet = workbook_add_worksheet(state_->workbook, free ? name.c_str() : nullptr);
  sheet->WriteHeader(options.columns);
  if (options.protect) {
    lxw_protection allowed = {};
    allowed.format_columns = LXW_TRUE;
    allowed.format_rows = LXW_TRUE;
    worksheet_protect(sheet->sheet, nullptr, &allowed);
  }
  state_->sheets.push_back(std::unique_ptr<SheetWriter>(new SheetWriter(std::move(sheet))));
  return *state_->sheets.back();
}

absl::StatusOr<std::string> Writer::Finish() {
  State& s = *state_;
  if (s.workbook == nullptr) return absl::InternalError("the workbook is finished already");
  for (const std::unique_ptr<SheetWriter>& sheet : s.sheets) {
    const SheetWriter::State& rows = *sheet->state_;
    if (rows.next_row == 0 || rows.columns == 0) continue;
    // Codes such as "20261031" are text on purpose: no green warning corners.
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range(range, 0, 0, rows.next_row - 1, rows.columns - 1);
    worksheet_ignore_errors(rows.sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  }
  const lxw_error closed = workbook_close(std::exchange(s.workbook, nullptr));
  const lxw_error error = s.first_error != LXW_NO_ERROR ? s.first_error : closed;
  if (error != LXW_NO_ERROR) {
    return absl::InternalError(absl::StrCat("workbook: ", lxw_strerror(error)));
  }
  std::ifstream file(s.path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (bytes.empty()) return absl::InternalError(absl::StrCat("cannot read ", s.path));
  return bytes;
}

}  // namespace sems::xlsx
