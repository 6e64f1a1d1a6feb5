#include "services/facility/structure_workbook.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/xlsx/reader.h"
#include "common/xlsx/writer.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace sems::facility {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

enum class ColumnType { kText, kDay, kInteger, kYesNo, kChoice, kList };

struct ColumnSpec {
  const char* header;
  const char* field;  // of the row's message
  ColumnType type = ColumnType::kText;
  std::vector<std::pair<const char*, int>> choices = {};  // Korean name, enum value
};

struct SheetSpec {
  const char* name;
  std::vector<ColumnSpec> columns;
};

constexpr char kDeviceNumber[] = "device_number";  // which device a meter or pollutant is of
constexpr char kOriginSheet[] = "양식정보";
constexpr char kYes[] = "예";
constexpr char kNo[] = "아니오";

const SheetSpec& Items() {
  static const auto* const spec = new SheetSpec{"제품·연료·원료·에너지",
                                                {{"구분",
                                                  "kind",
                                                  ColumnType::kChoice,
                                                  {{"생산제품", v1::ITEM_KIND_PRODUCT},
                                                   {"연료", v1::ITEM_KIND_FUEL},
                                                   {"원부원료", v1::ITEM_KIND_MATERIAL},
                                                   {"에너지", v1::ITEM_KIND_ENERGY}}},
                                                 {"번호", "number"},
                                                 {"코드", "code"},
                                                 {"명칭", "name"},
                                                 {"기타명", "other_name"},
                                                 {"단위코드", "unit_code"}}};
  return *spec;
}

const SheetSpec& Stacks() {
  static const auto* const spec = new SheetSpec{"배출구",
                                                {{"배출구번호", "number"},
                                                 {"배출구명", "name"},
                                                 {"배출구유형", "type_code"},
                                                 {"허가증상 배출구번호", "permit_number"},
                                                 {"허가증상 배출구명", "permit_name"},
                                                 {"높이(m)", "height_m"},
                                                 {"안지름(m)", "diameter_m"},
                                                 {"온도(°C)", "temperature_c"},
                                                 {"위도", "latitude"},
                                                 {"경도", "longitude"},
                                                 {"종별(1-5)", "stack_class", ColumnType::kInteger},
                                                 {"TMS(예/아니오)", "tms", ColumnType::kYesNo}}};
  return *spec;
}

const SheetSpec& Facilities() {
  static const auto* const spec =
      new SheetSpec{"배출시설",
                    {{"배출시설번호", "number"},
                     {"배출시설명", "name"},
                     {"배출시설유형", "type_code"},
                     {"용량", "capacity"},
                     {"용량단위", "capacity_unit"},
                     {"허가번호", "permit_number"},
                     {"설치일", "installed_on", ColumnType::kDay},
                     {"연료번호(쉼표로 구분)", "fuel_numbers", ColumnType::kList},
                     {"원부원료번호(쉼표로 구분)", "material_numbers", ColumnType::kList}}};
  return *spec;
}

const SheetSpec& Devices() {
  static const auto* const spec = new SheetSpec{"방지시설",
                                                {{"방지시설번호", "number"},
                                                 {"방지시설명", "name"},
                                                 {"방지시설유형", "type_code"},
                                                 {"용량", "capacity"},
                                                 {"용량단위", "capacity_unit"},
                                                 {"허가번호", "permit_number"},
                                                 {"설치일", "installed_on", ColumnType::kDay}}};
  return *spec;
}

const SheetSpec& Meters() {
  static const auto* const spec = new SheetSpec{"적산전력계",
                                                {{"방지시설번호", kDeviceNumber},
                                                 {"적산전력계번호", "meter_number"},
                                                 {"배율", "multiplier"},
                                                 {"유효시작일", "valid_from", ColumnType::kDay},
                                                 {"자릿수", "digits", ColumnType::kInteger},
                                                 {"철거일", "removed_on", ColumnType::kDay},
                                                 {"계기번호", "serial_number"}}};
  return *spec;
}

const SheetSpec& Pollutants() {
  static const auto* const spec = new SheetSpec{"설계효율",
                                                {{"방지시설번호", kDeviceNumber},
                                                 {"오염물질코드", "pollutant_code"},
                                                 {"설계효율(%)", "design_efficiency_percent"}}};
  return *spec;
}

const SheetSpec& Connections() {
  static const std::vector<std::pair<const char*, int>> ends = {
      {"배출시설", v1::CONNECTION_END_EMISSION_FACILITY},
      {"방지시설", v1::CONNECTION_END_CONTROL_DEVICE},
      {"배출구", v1::CONNECTION_END_STACK}};
  static const auto* const spec =
      new SheetSpec{"연결",
                    {{"시작 구분", "from_kind", ColumnType::kChoice, ends},
                     {"시작 번호", "from_number"},
                     {"끝 구분", "to_kind", ColumnType::kChoice, ends},
                     {"끝 번호", "to_number"}}};
  return *spec;
}

const std::vector<const SheetSpec*>& AllSheets() {
  static const auto* const sheets = new std::vector<const SheetSpec*>{
      &Items(), &Stacks(), &Facilities(), &Devices(), &Meters(), &Pollutants(), &Connections()};
  return *sheets;
}

const FieldDescriptor& FieldOf(const Message& message, const char* name) {
  return *message.GetDescriptor()->FindFieldByName(name);
}

std::string GetCell(const Message& message, const ColumnSpec& column) {
  const FieldDescriptor& field = FieldOf(message, column.field);
  const auto& reflection = *message.GetReflection();
  switch (column.type) {
    case ColumnType::kText:
    case ColumnType::kDay:
      return reflection.GetString(message, &field);
    case ColumnType::kInteger: {
      const int value = reflection.GetInt32(message, &field);
      return value == 0 ? "" : absl::StrCat(value);
    }
    case ColumnType::kYesNo:
      return reflection.GetBool(message, &field) ? kYes : kNo;
    case ColumnType::kChoice:
      for (const auto& [name, value] : column.choices) {
        if (value == reflection.GetEnumValue(message, &field)) return name;
      }
      return "";
    case ColumnType::kList: {
      std::vector<std::string> parts;
      for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
        parts.push_back(reflection.GetRepeatedString(message, &field, i));
      }
      return absl::StrJoin(parts, ",");
    }
  }
  return "";
}

// A day as people and spreadsheets write it: 2026-03-10, 2026/03/10, 20260310, or a day's number.
std::string ReadDay(const xlsx::ReadCell& cell) {
  int number = 0;
  if (cell.type == xlsx::CellType::kNumber && absl::SimpleAtoi(cell.text, &number) && number > 0 &&
      number < 110'000) {
    return FormatDay(absl::CivilDay(1899, 12, 30) + number);
  }
  if (auto day = ParseCompactDay(cell.text)) return FormatDay(*day);
  return absl::StrReplaceAll(cell.text, {{"/", "-"}, {".", "-"}});
}

// What is wrong with a cell that cannot be read; the code of the fault, or empty.
std::string SetCell(const xlsx::ReadCell& cell, const ColumnSpec& column, Message& message) {
  const FieldDescriptor& field = FieldOf(message, column.field);
  const auto& reflection = *message.GetReflection();
  if (cell.type == xlsx::CellType::kError) return "CELL_ERROR";
  switch (column.type) {
    case ColumnType::kText:
      reflection.SetString(&message, &field, cell.text);
      return "";
    case ColumnType::kDay:
      reflection.SetString(&message, &field, ReadDay(cell));
      return "";
    case ColumnType::kInteger: {
      int value = 0;
      if (!absl::SimpleAtoi(cell.text, &value)) return "INVALID_NUMBER";
      reflection.SetInt32(&message, &field, value);
      return "";
    }
    case ColumnType::kYesNo: {
      const bool yes = cell.text == kYes || cell.text == "TRUE" || cell.text == "Y";
      if (!yes && cell.text != kNo && cell.text != "FALSE" && cell.text != "N") {
        return "INVALID_CHOICE";
      }
      reflection.SetBool(&message, &field, yes);
      return "";
    }
    case ColumnType::kChoice:
      for (const auto& [name, value] : column.choices) {
        if (cell.text != name) continue;
        reflection.SetEnumValue(&message, &field, value);
        return "";
      }
      return "INVALID_CHOICE";
    case ColumnType::kList:
      for (absl::string_view part : absl::StrSplit(cell.text, ',')) {
        part = absl::StripAsciiWhitespace(part);
        if (!part.empty()) reflection.AddString(&message, &field, std::string(part));
      }
      return "";
  }
  return "";
}

std::pair<std::string, std::string> WordsOf(const std::string& code) {
  if (code == "INVALID_NUMBER") return {"Must be a whole number.", "정수여야 합니다."};
  if (code == "INVALID_CHOICE") {
    return {"Must be one of the words that the sheet allows.", "정해진 값 중 하나여야 합니다."};
  }
  if (code == "UNKNOWN_ITEM") {
    return {"The device is not on the sheet of control devices.",
            "방지시설 시트에 없는 방지시설번호입니다."};
  }
  return {"The cell holds an error of the spreadsheet.", "셀에 오류 값이 있습니다."};
}

absl::Status WrongTemplate(std::string_view why, std::string_view why_ko) {
  return Error(absl::StatusCode::kInvalidArgument, "WRONG_TEMPLATE", why, why_ko);
}

// One sheet being read.
class SheetReader {
 public:
  SheetReader(const SheetSpec& spec, std::vector<v1::StructureError>& errors)
      : spec_(spec), errors_(errors) {}

  // Finds the columns by their headers. A missing one would blank what is stored: it is refused.
  absl::Status Open(const xlsx::ReadWorkbook& workbook) {
    sheet_ = workbook.Find(spec_.name);
    if (sheet_ == nullptr) {
      return WrongTemplate(absl::StrCat("The sheet ", spec_.name, " is missing."),
                           absl::StrCat("'", spec_.name, "' 시트가 없습니다."));
    }
    std::map<std::string, int, std::less<>> columns;
    if (!sheet_->rows.empty() && sheet_->rows.front().number == 1) {
      for (const xlsx::ReadCell& cell : sheet_->rows.front().cells) {
        columns.emplace(cell.text, cell.column);
      }
    }
    for (const ColumnSpec& column : spec_.columns) {
      auto found = columns.find(std::string_view(column.header));
      if (found == columns.end()) {
        return WrongTemplate(
            absl::StrCat("The column ", column.header, " is missing on ", spec_.name, "."),
            absl::StrCat("'", spec_.name, "' 시트에 '", column.header, "' 열이 없습니다."));
      }
      columns_.push_back(found->second);
    }
    return absl::OkStatus();
  }

  // Rows below the header that have content, by Excel's number.
  std::vector<int> Rows() const {
    std::vector<int> rows;
    for (const xlsx::ReadRow& row : sheet_->rows) {
      const bool filled =
          std::any_of(row.cells.begin(), row.cells.end(),
                      [](const xlsx::ReadCell& cell) { return !cell.text.empty(); });
      if (row.number > 1 && filled) rows.push_back(row.number);
    }
    return rows;
  }

  // Fields that the message does not have are the caller's to take with Text.
  void Fill(int row, Message& message) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (message.GetDescriptor()->FindFieldByName(spec_.columns[i].field) == nullptr) continue;
      const xlsx::ReadCell* cell = sheet_->Find(row, columns_[i]);
      if (cell == nullptr || cell->text.empty()) continue;
      const std::string code = SetCell(*cell, spec_.columns[i], message);
      if (!code.empty()) AddError(row, spec_.columns[i], code);
    }
  }

  std::string Text(int row, std::string_view field) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (spec_.columns[i].field == field) return std::string(sheet_->Text(row, columns_[i]));
    }
    return "";
  }

  void AddError(int row, const ColumnSpec& column, const std::string& code) {
    const auto [message, message_ko] = WordsOf(code);
    v1::StructureError error;
    error.set_part(spec_.name);
    error.set_line(row);
    error.set_column(column.header);
    error.set_field(column.field);
    error.set_code(code);
    error.set_message(message);
    error.set_message_ko(message_ko);
    errors_.push_back(std::move(error));
  }

  WorkbookPlace Place(int row) const { return {spec_.name, row}; }

 private:
  const SheetSpec& spec_;
  std::vector<v1::StructureError>& errors_;
  const xlsx::ReadSheet* sheet_ = nullptr;
  std::vector<int> columns_;  // of each of the spec's columns
};

// Rows of meters or pollutants, each put to its device.
template <class Add>
absl::Status ReadRowsOfDevices(const xlsx::ReadWorkbook& workbook, const SheetSpec& spec,
                               const std::map<std::string, int>& devices, Add add,
                               std::vector<std::vector<WorkbookPlace>>& places,
                               std::vector<v1::StructureError>& errors) {
  SheetReader reader(spec, errors);
  if (absl::Status status = reader.Open(workbook); !status.ok()) return status;
  for (int row : reader.Rows()) {
    auto device = devices.find(reader.Text(row, kDeviceNumber));
    if (device == devices.end()) {
      reader.AddError(row, spec.columns.front(), "UNKNOWN_ITEM");
      continue;
    }
    reader.Fill(row, add(device->second));
    places[static_cast<size_t>(device->second)].push_back(reader.Place(row));
  }
  return absl::OkStatus();
}

absl::StatusOr<TemplateOrigin> ReadOrigin(const xlsx::ReadWorkbook& workbook) {
  const xlsx::ReadSheet* sheet = workbook.Find(kOriginSheet);
  TemplateOrigin origin;
  if (sheet == nullptr || !absl::SimpleAtoi(ToAbsl(sheet->Text(3, 2)), &origin.survey_year) ||
      !absl::SimpleAtoi(ToAbsl(sheet->Text(4, 2)), &origin.version)) {
    return WrongTemplate("This is no template of this system: download one and fill it in.",
                         "이 시스템에서 내려받은 양식이 아닙니다. 양식을 다시 내려받으십시오.");
  }
  origin.site_id = std::string(sheet->Text(2, 2));
  return origin;
}

class SheetFiller {
 public:
  SheetFiller(xlsx::Writer& writer, const SheetSpec& spec)
      : spec_(spec), sheet_(writer.AddSheet(OptionsOf(spec))) {}

  // `own` gives the cells of fields that the message does not have.
  void Add(const Message& message, const std::map<std::string, std::string>& own = {}) {
    std::vector<xlsx::Cell> cells;
    for (const ColumnSpec& column : spec_.columns) {
      auto found = own.find(column.field);
      cells.push_back(
          xlsx::Cell::Text(found != own.end() ? found->second : GetCell(message, column))
              .As(xlsx::CellUse::kOpen));
    }
    sheet_.AddRow(cells);
  }

 private:
  static xlsx::SheetOptions OptionsOf(const SheetSpec& spec) {
    xlsx::SheetOptions options;
    options.name = spec.name;
    for (const ColumnSpec& column : spec.columns)
      options.columns.push_back({.item = column.header});
    return options;
  }

  const SheetSpec& spec_;
  xlsx::SheetWriter& sheet_;
};

void WriteOrigin(xlsx::Writer& writer, const TemplateOrigin& origin) {
  xlsx::SheetWriter& sheet =
      writer.AddSheet({.name = kOriginSheet,
                       .columns = {{.item = "항목", .width = 14}, {.item = "값", .width = 40}},
                       .protect = true});
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"사업장ID", origin.site_id},
      {"조사년도", absl::StrCat(origin.survey_year)},
      {"자료버전", absl::StrCat(origin.version)}};
  for (const auto& [name, value] : rows) {
    sheet.AddRow({xlsx::Cell::Text(name).As(xlsx::CellUse::kLocked),
                  xlsx::Cell::Text(value).As(xlsx::CellUse::kLocked)});
  }
}

}  // namespace

absl::StatusOr<std::string> WriteStructureWorkbook(const v1::Structure& structure,
                                                   const TemplateOrigin& origin) {
  absl::StatusOr<std::unique_ptr<xlsx::Writer>> writer =
      xlsx::Writer::Create({.title = "시설현황"});
  if (!writer.ok()) return writer.status();
  SheetFiller items(**writer, Items());
  for (const v1::Item& item : structure.items()) items.Add(item);
  SheetFiller stacks(**writer, Stacks());
  for (const v1::Stack& stack : structure.stacks()) stacks.Add(stack);
  SheetFiller facilities(**writer, Facilities());
  for (const v1::FacilityLine& line : structure.emission_facilities()) {
    facilities.Add(line.emission_facility(),
                   {{"fuel_numbers", absl::StrJoin(line.fuel_numbers(), ",")},
                    {"material_numbers", absl::StrJoin(line.material_numbers(), ",")}});
  }
  SheetFiller devices(**writer, Devices());
  for (const v1::ControlDevice& device : structure.control_devices()) devices.Add(device);
  SheetFiller meters(**writer, Meters());
  SheetFiller pollutants(**writer, Pollutants());
  for (const v1::ControlDevice& device : structure.control_devices()) {
    const std::map<std::string, std::string> own = {{kDeviceNumber, device.number()}};
    for (const v1::PowerMeter& meter : device.meters()) meters.Add(meter, own);
    for (const v1::TreatedPollutant& pollutant : device.pollutants()) {
      pollutants.Add(pollutant, own);
    }
  }
  SheetFiller connections(**writer, Connections());
  for (const v1::ConnectionLine& line : structure.connections()) connections.Add(line);
  WriteOrigin(**writer, origin);
  return (*writer)->Finish();
}

absl::StatusOr<ReadStructure> ReadStructureWorkbook(std::string_view bytes) {
  absl::StatusOr<xlsx::ReadWorkbook> workbook = xlsx::ReadXlsx(bytes);
  if (!workbook.ok()) return workbook.status();
  ReadStructure read;
  absl::StatusOr<TemplateOrigin> origin = ReadOrigin(*workbook);
  if (!origin.ok()) return origin.status();
  read.origin = *std::move(origin);

  SheetReader items(Items(), read.errors), stacks(Stacks(), read.errors),
      facilities(Facilities(), read.errors), devices(Devices(), read.errors),
      connections(Connections(), read.errors);
  for (SheetReader* reader : {&items, &stacks, &facilities, &devices, &connections}) {
    if (absl::Status status = reader->Open(*workbook); !status.ok()) return status;
  }
  v1::Structure& structure = read.structure;
  for (int row : items.Rows()) {
    items.Fill(row, *structure.add_items());
    read.items.push_back(items.Place(row));
  }
  for (int row : stacks.Rows()) {
    stacks.Fill(row, *structure.add_stacks());
    read.stacks.push_back(stacks.Place(row));
  }
  for (int row : facilities.Rows()) {
    v1::FacilityLine& line = *structure.add_emission_facilities();
    facilities.Fill(row, *line.mutable_emission_facility());
    facilities.Fill(row, line);  // the numbers of fuels and materials
    read.facilities.push_back(facilities.Place(row));
  }
  std::map<std::string, int> by_number;
  for (int row : devices.Rows()) {
    v1::ControlDevice& device = *structure.add_control_devices();
    devices.Fill(row, device);
    by_number.emplace(device.number(), structure.control_devices_size() - 1);
    read.devices.push_back(devices.Place(row));
  }
  read.meters.resize(read.devices.size());
  read.pollutants.resize(read.devices.size());
  absl::Status status = ReadRowsOfDevices(
      *workbook, Meters(), by_number,
      [&](int device) -> Message& {
        return *structure.mutable_control_devices(device)->add_meters();
      },
      read.meters, read.errors);
  if (!status.ok()) return status;
  status = ReadRowsOfDevices(
      *workbook, Pollutants(), by_number,
      [&](int device) -> Message& {
        return *structure.mutable_control_devices(device)->add_pollutants();
      },
      read.pollutants, read.errors);
  if (!status.ok()) return status;
  for (int row : connections.Rows()) {
    connections.Fill(row, *structure.add_connections());
    read.connections.push_back(connections.Place(row));
  }
  return read;
}

std::string HeaderOf(std::string_view sheet, std::string_view field) {
  for (const SheetSpec* spec : AllSheets()) {
    if (sheet != spec->name) continue;
    for (const ColumnSpec& column : spec->columns) {
      if (field == column.field) return column.header;
    }
  }
  return "";
}

}  // namespace sems::facility
