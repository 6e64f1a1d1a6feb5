#include "common/xlsx/reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include "common/xlsx/package.h"
#include "common/xlsx/read_errors.h"
#include "common/xlsx/xml.h"

namespace sems::xlsx {
namespace {

constexpr int kMaxRow = 1'048'576;  // Excel's own
constexpr int kMaxColumn = 16'384;
constexpr std::size_t kMaxMerged = 100'000;
constexpr std::size_t kMaxRelationships = 10'000;

bool EndsWith(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

std::optional<int> ParsePositive(std::string_view text, int max) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > max) {
    return std::nullopt;
  }
  return value;
}

struct Position {
  int row = 0;
  int column = 0;
};

// "AB12".
std::optional<Position> ParseReference(std::string_view text) {
  std::size_t letters = 0;
  int column = 0;
  while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z') {
    column = column * 26 + (text[letters] - 'A' + 1);
    if (column > kMaxColumn) return std::nullopt;
    ++letters;
  }
  const std::optional<int> row = ParsePositive(text.substr(letters), kMaxRow);
  if (letters == 0 || !row) return std::nullopt;
  return Position{.row = *row, .column = column};
}

// "A1:C2".
std::optional<MergedRange> ParseRange(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::optional<Position> first = ParseReference(text.substr(0, colon));
  const std::optional<Position> last = ParseReference(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) {
    return std::nullopt;
  }
  return MergedRange{first->row, first->column, last->row, last->column};
}

void AppendUtf8(unsigned code, std::string& out) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0 | code >> 6));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xE0 | code >> 12));
    out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

// Characters that XML cannot hold are spelled _x0007_ in a workbook, and a literal "_x" of that
// form as _x005F_x…: ECMA-376 part 1, §22.9.2.19 (ST_Xstring).
std::string DecodeEscapes(std::string text) {
  std::size_t at = text.find("_x");
  if (at == std::string::npos) return text;
  std::string decoded;
  std::size_t done = 0;
  for (; at != std::string::npos; at = text.find("_x", at)) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    if (at + 7 > text.size() || text[at + 6] != '_' ||
        std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4 ||
        (code >= 0xD800 && code < 0xE000)) {
      at += 2;
      continue;
    }
    decoded.append(text, done, at - done);
    AppendUtf8(code, decoded);
    at += 7;
    done = at;
  }
  decoded.append(text, done);
  return decoded;
}

// A workbook keeps doubles, written with up to 17 digits; Excel shows 15, and so do we, in plain
// digits.
std::optional<std::string> PlainNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  if (value == 0) return "0";
  std::array<char, 32> buffer;  // -d.dddddddddddddde±ddd
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.14e", value);
  const std::string_view printed(buffer.data(), static_cast<std::size_t>(length));
  const std::size_t e = printed.find('e');
  int exponent = 0;
  const char* begin = printed.data() + e + 1 + (printed[e + 1] == '+' ? 1 : 0);
  std::from_chars(begin, printed.data() + printed.size(), exponent);
  const bool negative = printed.front() == '-';
  std::string digits(printed.substr(negative ? 1 : 0, e - (negative ? 1 : 0)));
  digits.erase(1, 1);  // the point
  digits.erase(digits.find_last_not_of('0') + 1);

  std::string plain;
  const int size = static_cast<int>(digits.size());
  if (exponent < 0) {
    plain = "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  } else if (exponent + 1 >= size) {
    plain = digits + std::string(static_cast<std::size_t>(exponent + 1 - size), '0');
  } else {
    plain = digits.insert(static_cast<std::size_t>(exponent + 1), 1, '.');
  }
  return negative ? "-" + plain : plain;
}

// Which part an entry of a .rels part points at.
struct Relationship {
  std::string type;
  std::string target;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

class RelationshipsReader final : public XmlReader {
 public:
  using XmlReader::XmlReader;
  Relationships Take() { return std::move(relationships_); }

 private:
  void OnStart(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    if (attributes.Find("TargetMode") == "External") return;  // never followed
    if (relationships_.size() >= kMaxRelationships) {
      return Fail(WorkbookTooLarge("it has too many parts", "구성 요소가 너무 많습니다."));
    }
    relationships_.emplace(attributes.Find("Id").value_or(""),
                           Relationship{std::string(attributes.Find("Type").value_or("")),
                                        std::string(attributes.Find("Target").value_or(""))});
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  Relationships relationships_;
};

struct SheetEntry {
  std::string name;
  std::string relationship;
};

absl::Status HoldsNoWorkbook() {
  return NotAWorkbook("it holds no workbook", "통합 문서가 없습니다.");
}

class WorkbookReader final : public XmlReader {
 public:
  WorkbookReader(std::string part, const ReadLimits& limits)
      : XmlReader(std::move(part), limits.max_xml_depth), limits_(limits) {}
  std::vector<SheetEntry> Take() { return std::move(sheets_); }

 private:
  void OnStart(std::string_view name, const XmlAttributes& attributes) override {
    if (!std::exchange(root_seen_, true) && name != "workbook") return Fail(HoldsNoWorkbook());
    if (name != "sheet") return;
    if (sheets_.size() >= limits_.max_sheets) {
      return Fail(WorkbookTooLarge("it has too many sheets", "시트가 너무 많습니다."));
    }
    sheets_.push_back({std::string(attributes.Find("name").value_or("")),
                       std::string(attributes.Find("id").value_or(""))});
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  const ReadLimits& limits_;
  bool root_seen_ = false;
  std::vector<SheetEntry> sheets_;
};

// The text of one string item: plain or in runs (<r><t>), without the readings (<rPh>) that help
// to pronounce it.
class StringCollector {
 public:
  void Begin() {
    text_.clear();
    in_text_ = false;
    phonetic_ = 0;
  }
  void Start(std::string_view name) {
    if (name == "rPh") ++phonetic_;
    if (name == "t" && phonetic_ == 0) in_text_ = true;
  }
  void End(std::string_view name) {
    if (name == "rPh") --phonetic_;
    if (name == "t") in_text_ = false;
  }
  // False when it has become too long.
  bool Add(std::string_view text, std::size_t max_bytes) {
    if (!in_text_) return true;
    text_.append(text);
    return text_.size() <= max_bytes;
  }
  std::string Take() { return DecodeEscapes(std::move(text_)); }

 private:
  std::string text_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

absl::Status TextTooLong() {
  return WorkbookTooLarge("a cell's text is too long", "셀의 글자 수가 제한을 넘습니다.");
}

class SharedStringsReader final : public XmlReader {
 public:
  SharedStringsReader(std::string part, const ReadLimits& limits)
      : XmlReader(std::move(part), limits.max_xml_depth), limits_(limits) {}
  std::vector<std::string> Take() { return std::move(strings_); }

 private:
  void OnStart(std::string_view name, const XmlAttributes&) override {
    if (name == "si") {
      if (strings_.size() >= limits_.max_shared_strings) {
        Fail(WorkbookTooLarge("it has too many texts", "문자열이 너무 많습니다."));
        return;
      }
      item_.Begin();
      in_item_ = true;
    } else if (in_item_) {
      item_.Start(name);
    }
  }
  void OnEnd(std::string_view name) override {
    if (name == "si") {
      strings_.push_back(item_.Take());
      in_item_ = false;
    } else if (in_item_) {
      item_.End(name);
    }
  }
  void OnText(std::string_view text) override {
    if (in_item_ && !item_.Add(text, limits_.max_text_bytes)) Fail(TextTooLong());
  }

  const ReadLimits& limits_;
  std::vector<std::string> strings_;
  StringCollector item_;
  bool in_item_ = false;
};

// What is left of the limits that all sheets share.
struct Budget {
  std::size_t cells = 0;
  std::size_t text_bytes = 0;
};

class SheetReader final : public XmlReader {
 public:
  SheetReader(std::string part, const ReadLimits& limits, const std::vector<std::string>& strings,
              Budget& budget, ReadSheet& sheet)
      : XmlReader(std::move(part), limits.max_xml_depth),
        limits_(limits),
        strings_(strings),
        budget_(budget),
        sheet_(sheet) {}

 private:
  enum class Inside { kNothing, kRow, kCell, kValue, kInline };

  void OnStart(std::string_view name, const XmlAttributes& attributes) override {
    switch (inside_) {
      case Inside::kNothing:
        if (name == "row") BeginRow(attributes);
        if (name == "mergeCell") AddMerged(attributes);
        break;
      case Inside::kRow:
        if (name == "c") BeginCell(attributes);
        break;
      case Inside::kCell:
        if (name == "v") inside_ = Inside::kValue;
        if (name == "is") {
          inside_ = Inside::kInline;
          inline_.Begin();
        }
        break;
      case Inside::kInline:
        inline_.Start(name);
        break;
      case Inside::kValue:
        break;
    }
  }

  void OnEnd(std::string_view name) override {
    switch (inside_) {
      case Inside::kRow:
        if (name == "row") EndRow();
        break;
      case Inside::kCell:
        if (name == "c") EndCell();
        break;
      case Inside::kValue:
        if (name == "v") inside_ = Inside::kCell;
        break;
      case Inside::kInline:
        if (name == "is") {
          inside_ = Inside::kCell;
        } else {
          inline_.End(name);
        }
        break;
      case Inside::kNothing:
        break;
    }
  }

  void OnText(std::string_view text) override {
    if (inside_ == Inside::kInline && !inline_.Add(text, limits_.max_text_bytes)) {
      Fail(TextTooLong());
    }
    if (inside_ == Inside::kValue) {
      value_.append(text);
      if (value_.size() > limits_.max_text_bytes) Fail(TextTooLong());
    }
  }

  void BeginRow(const XmlAttributes& attributes) {
    const std::optional<std::string_view> number = attributes.Find("r");
    const std::optional<int> row =
        number ? ParsePositive(*number, kMaxRow) : std::optional<int>(last_row_ + 1);
    if (!row || *row <= last_row_) return Damaged("rows out of order");
    last_row_ = *row;
    last_column_ = 0;
    row_ = ReadRow{.number = *row, .cells = {}};
    inside_ = Inside::kRow;
  }

  void EndRow() {
    if (!row_.cells.empty()) sheet_.rows.push_back(std::move(row_));
    inside_ = Inside::kNothing;
  }

  void BeginCell(const XmlAttributes& attributes) {
    Position position{.row = last_row_, .column = last_column_ + 1};
    if (const std::optional<std::string_view> reference = attributes.Find("r")) {
      const std::optional<Position> parsed = ParseReference(*reference);
      if (!parsed || parsed->row != last_row_) return Damaged("a cell is not where it says");
      position = *parsed;
    }
    if (position.column <= last_column_ || position.column > kMaxColumn) {
      return Damaged("cells out of order");
    }
    last_column_ = position.column;
    type_ = attributes.Find("t").value_or("n");
    value_.clear();
    inline_.Begin();
    inside_ = Inside::kCell;
  }

  void EndCell() {
    inside_ = Inside::kRow;
    ReadCell cell{.row = last_row_, .column = last_column_, .type = CellType::kText, .text = {}};
    if (type_ == "inlineStr") {
      cell.text = inline_.Take();
    } else if (value_.empty()) {
      return;
    } else if (!SetValue(cell)) {
      return Damaged("a cell's value is malformed");
    }
    if (cell.text.empty()) return;
    if (budget_.cells == 0) {
      return Fail(WorkbookTooLarge("it has too many cells", "셀이 너무 많습니다."));
    }
    --budget_.cells;
    if (cell.text.size() > budget_.text_bytes) {
      return Fail(WorkbookTooLarge("it has too much text", "글자 수가 너무 많습니다."));
    }
    budget_.text_bytes -= cell.text.size();
    row_.cells.push_back(std::move(cell));
  }

  // From <v>, by the cell's type (ECMA-376 part 1, §18.18.11).
  bool SetValue(ReadCell& cell) {
    if (type_ == "s") {
      std::size_t index = 0;
      const auto [end, error] =
          std::from_chars(value_.data(), value_.data() + value_.size(), index);
      if (error != std::errc() || end != value_.data() + value_.size() ||
          index >= strings_.size()) {
        return false;
      }
      cell.text = strings_[index];
    } else if (type_ == "str") {  // a formula's last result
      cell.text = DecodeEscapes(std::move(value_));
    } else if (type_ == "d") {  // an ISO 8601 date
      cell.text = std::move(value_);
    } else if (type_ == "b") {
      if (value_ != "0" && value_ != "1") return false;
      cell.type = CellType::kBoolean;
      cell.text = value_ == "1" ? "TRUE" : "FALSE";
    } else if (type_ == "e") {
      cell.type = CellType::kError;
      cell.text = std::move(value_);
    } else if (type_ == "n") {
      std::optional<std::string> number = PlainNumber(value_);
      if (!number) return false;
      cell.type = CellType::kNumber;
      cell.text = *std::move(number);
    } else {
      return false;
    }
    return true;
  }

  void AddMerged(const XmlAttributes& attributes) {
    const std::optional<MergedRange> range = ParseRange(attributes.Find("ref").value_or(""));
    if (!range) return Damaged("a merged range is malformed");
    if (sheet_.merged.size() >= kMaxMerged) {
      return Fail(WorkbookTooLarge("it has too many merged ranges", "병합된 셀이 너무 많습니다."));
    }
    sheet_.merged.push_back(*range);
  }

  void Damaged(std::string_view why) {
    Fail(WorkbookDamaged(part(), std::string(why) + " (row " + std::to_string(last_row_) + ")"));
  }

  const ReadLimits& limits_;
  const std::vector<std::string>& strings_;
  Budget& budget_;
  ReadSheet& sheet_;
  Inside inside_ = Inside::kNothing;
  int last_row_ = 0;
  int last_column_ = 0;
  ReadRow row_;
  std::string type_;
  std::string value_;
  StringCollector inline_;
};

absl::Status ReadPart(Package& package, const std::string& name, XmlReader& reader) {
  absl::Status fed = package.Read(name, [&](std::string_view piece) { return reader.Feed(piece); });
  return fed.ok() ? reader.Finish() : fed;
}

std::string DirectoryOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

// "xl/" and "worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml".
std::string ResolveTarget(std::string_view directory, std::string_view target) {
  std::string joined;
  if (!target.empty() && target.front() == '/') {
    joined = target.substr(1);
  } else {
    joined = std::string(directory).append(target);
  }
  std::vector<std::string_view> segments;
  std::string_view rest = joined;
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  std::string resolved;
  for (std::string_view segment : segments) {
    if (!resolved.empty()) resolved.push_back('/');
    resolved.append(segment);
  }
  return resolved;
}

std::string RelationshipsPart(std::string_view part) {
  const std::string directory = DirectoryOf(part);
  return directory + "_rels/" + std::string(part.substr(directory.size())) + ".rels";
}

absl::StatusOr<Relationships> ReadRelationships(Package& package, const std::string& name,
                                                const ReadLimits& limits) {
  RelationshipsReader reader(name, limits.max_xml_depth);
  absl::Status read = ReadPart(package, name, reader);
  if (!read.ok()) return read;
  return reader.Take();
}

// The target of the first relationship of a kind; kinds are URIs that differ between the strict and
// the transitional form in all but their end.
std::optional<std::string> TargetOf(const Relationships& relationships, std::string_view kind,
                                    std::string_view directory) {
  for (const auto& [id, relationship] : relationships) {
    if (EndsWith(relationship.type, kind)) return ResolveTarget(directory, relationship.target);
  }
  return std::nullopt;
}

bool IsBefore(const ReadRow& row, int number) { return row.number < number; }
bool IsLeftOf(const ReadCell& cell, int column) { return cell.column < column; }

}  // namespace

const ReadCell* ReadSheet::Find(int row, int column) const {
  const auto found = std::lower_bound(rows.begin(), rows.end(), row, IsBefore);
  if (found == rows.end() || found->number != row) return nullptr;
  const auto cell = std::lower_bound(found->cells.begin(), found->cells.end(), column, IsLeftOf);
  return cell == found->cells.end() || cell->column != column ? nullptr : &*cell;
}

std::string_view ReadSheet::Text(int row, int column) const {
  const ReadCell* cell = Find(row, column);
  return cell == nullptr ? std::string_view() : std::string_view(cell->text);
}

std::string_view ReadSheet::MergedText(int row, int column) const {
  for (const MergedRange& range : merged) {
    if (row >= range.first_row && row <= range.last_row && column >= range.first_column &&
        column <= range.last_column) {
      return Text(range.first_row, range.first_column);
    }
  }
  return Text(row, column);
}

const ReadSheet* ReadWorkbook::Find(std::string_view name) const {
  for (const ReadSheet& sheet : sheets) {
    if (sheet.name == name) return &sheet;
  }
  return nullptr;
}

std::string ColumnName(int column) {
  std::string name;
  for (; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

absl::StatusOr<ReadWorkbook> ReadXlsx(std::string_view bytes, const ReadLimits& limits) {
  absl::StatusOr<std::unique_ptr<Package>> opened = Package::Open(bytes, limits);
  if (!opened.ok()) return opened.status();
  Package& package = **opened;
  if (!package.Has("_rels/.rels")) {
    return NotAWorkbook("it is some other ZIP archive", "다른 형식의 압축 파일입니다.");
  }
  absl::StatusOr<Relationships> root = ReadRelationships(package, "_rels/.rels", limits);
  if (!root.ok()) return root.status();
  const std::optional<std::string> main = TargetOf(*root, "/officeDocument", "");
  if (!main || EndsWith(*main, ".bin")) return HoldsNoWorkbook();  // .bin: a workbook in .xlsb form
  WorkbookReader workbook_reader(*main, limits);
  absl::Status read = ReadPart(package, *main, workbook_reader);
  if (!read.ok()) return read;
  const std::vector<SheetEntry> entries = workbook_reader.Take();
  if (entries.empty()) return WorkbookDamaged(*main, "it has no sheet");
  const std::string directory = DirectoryOf(*main);
  absl::StatusOr<Relationships> parts =
      ReadRelationships(package, RelationshipsPart(*main), limits);
  if (!parts.ok()) return parts.status();

  std::vector<std::string> strings;
  if (const auto part = TargetOf(*parts, "/sharedStrings", directory); part && package.Has(*part)) {
    SharedStringsReader reader(*part, limits);
    read = ReadPart(package, *part, reader);
    if (!read.ok()) return read;
    strings = reader.Take();
  }

  ReadWorkbook workbook;
  Budget budget{.cells = limits.max_cells, .text_bytes = limits.max_all_text_bytes};
  for (const SheetEntry& entry : entries) {
    const auto relationship = parts->find(entry.relationship);
    if (relationship == parts->end()) return WorkbookDamaged(*main, "a sheet has no part");
    const std::string part = ResolveTarget(directory, relationship->second.target);
    ReadSheet& sheet = workbook.sheets.emplace_back();
    sheet.name = entry.name;
    SheetReader reader(part, limits, strings, budget, sheet);
    read = ReadPart(package, part, reader);
    if (!read.ok()) return read;
  }
  return workbook;
}

}  // namespace sems::xlsx
