#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The record forms of IEPS as the mapping file (data/ieps_mapping.yaml) describes them.
namespace sems::ieps {

// By the form's number in IEPS's list (manual 05 ②).
enum class FormId {
  kAirSelfMeasurement = 1,
  kStackHours = 5,
  kControlDeviceOperation = 6,
  kFuelUse = 8,
  kMaterialUse = 9,
  kEnergyUse = 11,
  kProductOutput = 12,
};

// Tabs of the facility mapping (manual 04).
enum class Tab { kStack = 1, kControlDevice = 2, kEmissionFacility = 3, kProduct = 4 };

enum class CodeTable {
  kPollutant = 1,
  kConcentrationUnit = 2,
  kFuel = 3,
  kMaterial = 4,
  kEnergy = 5,
  kUsageUnit = 6,
};

enum class CellType { kText, kCode, kDate, kMonth, kInteger, kDecimal };

// 일치 and 변환필요. What IEPS wants and SEMS does not have (미제공) is counted, not named.
enum class ItemStatus { kMatch, kConvert };

// Where a cell's value comes from: a field of the SEMS record as it is, or a conversion.
enum class Source {
  // Fields.
  kDay,
  kMonth,
  kWeather,
  kAirTemperature,
  kHumidity,
  kPressure,
  kWindDirection,
  kWindSpeed,
  kGasFlow,
  kGasVelocity,
  kGasTemperature,
  kMoisture,
  kStandardOxygen,
  kMeasuredOxygen,
  kConcentration,
  kHours,
  kMinutes,
  kRemark,
  kChemicalName1,
  kChemicalAmount1,
  kChemicalName2,
  kChemicalAmount2,
  kChemicalName3,
  kChemicalAmount3,
  kOtherName,
  kAmount,
  // Conversions.
  kSiteCode,
  kDateNoTime,
  kYearMonth,
  kStackNo,
  kControlDeviceNo,
  kEmissionFacilityNo,
  kCodeTable,
  kCodeName,
  kFuelUnit,
  kUnitNameWhenNoCode,
  kProductName,
  kMeterDeltaTimesMultiplier,
  kMonthlyTotalDividedByDaysOfMonth,
};

struct Column {
  std::string group;  // upper header cell; empty: the item fills both
  std::string item;   // lower header cell
  CellType type = CellType::kText;
  ItemStatus status = ItemStatus::kMatch;
  Source source = Source::kSiteCode;
  std::optional<CodeTable> table;
  int index = 0;  // 1, 2, … of a repeated column; 0 of others
};

// The manual's own counts.
struct ItemCounts {
  int items = 0;
  int match = 0;
  int convert = 0;
  int not_provided = 0;
  int not_applicable = 0;
};

struct Form {
  FormId id = FormId::kStackHours;
  std::string title;  // "5.배출구 가동시간", also the sheet's name
  std::string file;
  ItemCounts counts;
  std::optional<Tab> tab;       // the facility mapping it uses
  bool tab_required = false;    // refused without one
  std::vector<Column> columns;  // repeated columns written out
};

// Columns of a mapping tab's sheet.
enum class TabField {
  kError,
  kSemsNumber,
  kSemsName,
  kSemsType,
  kPermitNumber,
  kPermitName,
  kUnit,
  kIepsNumber,
  kIepsName,
  kNotInIeps,
};

struct TabColumn {
  std::string item;
  TabField field = TabField::kError;
};

struct TabLayout {
  Tab tab = Tab::kStack;
  std::string title;  // "배출구 매핑", also the sheet's name
  std::vector<TabColumn> columns;

  // Header of a field's column; empty when the tab has none.
  std::string_view Header(TabField field) const;
};

struct Catalog {
  std::vector<Form> forms;      // by number
  std::vector<TabLayout> tabs;  // in the order of Tab

  const Form* Find(FormId id) const;
  const TabLayout& Layout(Tab tab) const { return tabs[static_cast<std::size_t>(tab) - 1]; }
};

// Names in the mapping file.
std::optional<FormId> ParseFormId(std::string_view name);
std::optional<Tab> ParseTab(std::string_view name);
std::optional<CodeTable> ParseCodeTable(std::string_view name);
std::optional<CellType> ParseCellType(std::string_view name);
std::optional<Source> ParseField(std::string_view name);
std::optional<Source> ParseRule(std::string_view name);
std::optional<TabField> ParseTabField(std::string_view name);
std::string_view CodeTableName(CodeTable table);

// What keeps the program from working with this catalog: a form or tab that is missing, columns
// that do not reproduce the manual's counts, a source that the form's records do not have, a type
// the source cannot be written as. Empty when all is well.
std::vector<std::string> FindProblems(const Catalog& catalog);

}  // namespace sems::ieps
