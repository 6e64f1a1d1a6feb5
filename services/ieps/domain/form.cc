#include "services/ieps/domain/form.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::ieps {
namespace {

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

template <typename T, std::size_t N>
std::optional<T> ByName(const Named<T> (&table)[N], std::string_view name) {
  for (const Named<T>& row : table) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

constexpr Named<FormId> kForms[] = {
    {"air_self_measurement", FormId::kAirSelfMeasurement},
    {"stack_hours", FormId::kStackHours},
    {"control_device_operation", FormId::kControlDeviceOperation},
    {"fuel_use", FormId::kFuelUse},
    {"material_use", FormId::kMaterialUse},
    {"energy_use", FormId::kEnergyUse},
    {"product_output", FormId::kProductOutput},
};

constexpr Named<Tab> kTabs[] = {
    {"stack", Tab::kStack},
    {"control_device", Tab::kControlDevice},
    {"emission_facility", Tab::kEmissionFacility},
    {"product", Tab::kProduct},
};

constexpr Named<CodeTable> kTables[] = {
    {"pollutant", CodeTable::kPollutant}, {"concentration_unit", CodeTable::kConcentrationUnit},
    {"fuel", CodeTable::kFuel},           {"material", CodeTable::kMaterial},
    {"energy", CodeTable::kEnergy},       {"usage_unit", CodeTable::kUsageUnit},
};

constexpr Named<CellType> kCellTypes[] = {
    {"text", CellType::kText},   {"code", CellType::kCode},       {"date", CellType::kDate},
    {"month", CellType::kMonth}, {"integer", CellType::kInteger}, {"decimal", CellType::kDecimal},
};

constexpr Named<Source> kFields[] = {
    {"day", Source::kDay},
    {"month", Source::kMonth},
    {"weather", Source::kWeather},
    {"air_temperature", Source::kAirTemperature},
    {"humidity", Source::kHumidity},
    {"pressure", Source::kPressure},
    {"wind_direction", Source::kWindDirection},
    {"wind_speed", Source::kWindSpeed},
    {"gas_flow", Source::kGasFlow},
    {"gas_velocity", Source::kGasVelocity},
    {"gas_temperature", Source::kGasTemperature},
    {"moisture", Source::kMoisture},
    {"standard_oxygen", Source::kStandardOxygen},
    {"measured_oxygen", Source::kMeasuredOxygen},
    {"concentration", Source::kConcentration},
    {"hours", Source::kHours},
    {"minutes", Source::kMinutes},
    {"remark", Source::kRemark},
    {"chemical_name_1", Source::kChemicalName1},
    {"chemical_amount_1", Source::kChemicalAmount1},
    {"chemical_name_2", Source::kChemicalName2},
    {"chemical_amount_2", Source::kChemicalAmount2},
    {"chemical_name_3", Source::kChemicalName3},
    {"chemical_amount_3", Source::kChemicalAmount3},
    {"other_name", Source::kOtherName},
    {"amount", Source::kAmount},
};

constexpr Named<Source> kRules[] = {
    {"site_code", Source::kSiteCode},
    {"date_no_time", Source::kDateNoTime},
    {"year_month", Source::kYearMonth},
    {"stack_no", Source::kStackNo},
    {"control_device_no", Source::kControlDeviceNo},
    {"emission_facility_no", Source::kEmissionFacilityNo},
    {"code_table", Source::kCodeTable},
    {"code_name", Source::kCodeName},
    {"fuel_unit", Source::kFuelUnit},
    {"unit_name_when_no_code", Source::kUnitNameWhenNoCode},
    {"product_name", Source::kProductName},
    {"meter_delta_times_multiplier", Source::kMeterDeltaTimesMultiplier},
    {"monthly_total_divided_by_days_of_month", Source::kMonthlyTotalDividedByDaysOfMonth},
};

constexpr Named<TabField> kTabFields[] = {
    {"error", TabField::kError},
    {"sems_number", TabField::kSemsNumber},
    {"sems_name", TabField::kSemsName},
    {"sems_type", TabField::kSemsType},
    {"permit_number", TabField::kPermitNumber},
    {"permit_name", TabField::kPermitName},
    {"unit", TabField::kUnit},
    {"ieps_number", TabField::kIepsNumber},
    {"ieps_name", TabField::kIepsName},
    {"not_in_ieps", TabField::kNotInIeps},
};

// What the records of a form have, and as what it can be written.
struct Known {
  Source source;
  CellType type;
  std::optional<CodeTable> table = std::nullopt;
};

std::vector<Known> KnownSources(FormId form) {
  std::vector<Known> known = {{Source::kSiteCode, CellType::kText}};
  auto add = [&known](std::initializer_list<Known> more) {
    known.insert(known.end(), more.begin(), more.end());
  };
  switch (form) {
    case FormId::kAirSelfMeasurement:
      add({{Source::kDateNoTime, CellType::kDate},
           {Source::kStackNo, CellType::kText},
           {Source::kWeather, CellType::kText},
           {Source::kWindDirection, CellType::kText},
           {Source::kCodeTable, CellType::kCode, CodeTable::kPollutant},
           {Source::kCodeName, CellType::kText, CodeTable::kPollutant},
           {Source::kCodeTable, CellType::kCode, CodeTable::kConcentrationUnit}});
      for (Source source :
           {Source::kAirTemperature, Source::kHumidity, Source::kPressure, Source::kWindSpeed,
            Source::kGasFlow, Source::kGasVelocity, Source::kGasTemperature, Source::kMoisture,
            Source::kStandardOxygen, Source::kMeasuredOxygen, Source::kConcentration}) {
        add({{source, CellType::kDecimal}});
      }
      break;
    case FormId::kStackHours:
      add({{Source::kDay, CellType::kDate},
           {Source::kStackNo, CellType::kText},
           {Source::kHours, CellType::kInteger},
           {Source::kMinutes, CellType::kInteger},
           {Source::kRemark, CellType::kText}});
      break;
    case FormId::kControlDeviceOperation:
      add({{Source::kDay, CellType::kDate},
           {Source::kControlDeviceNo, CellType::kText},
           {Source::kMeterDeltaTimesMultiplier, CellType::kDecimal},
           {Source::kChemicalName1, CellType::kText},
           {Source::kChemicalAmount1, CellType::kDecimal},
           {Source::kChemicalName2, CellType::kText},
           {Source::kChemicalAmount2, CellType::kDecimal},
           {Source::kChemicalName3, CellType::kText},
           {Source::kChemicalAmount3, CellType::kDecimal}});
      break;
    case FormId::kFuelUse:
      add({{Source::kYearMonth, CellType::kMonth},
           {Source::kEmissionFacilityNo, CellType::kText},
           {Source::kOtherName, CellType::kText},
           {Source::kFuelUnit, CellType::kCode, CodeTable::kFuel},
           {Source::kMonthlyTotalDividedByDaysOfMonth, CellType::kDecimal}});
      break;
    case FormId::kMaterialUse:
      add({{Source::kMonth, CellType::kMonth},
           {Source::kCodeName, CellType::kText, CodeTable::kMaterial},
           {Source::kAmount, CellType::kDecimal},
           {Source::kCodeTable, CellType::kCode, CodeTable::kUsageUnit}});
      break;
    case FormId::kEnergyUse:
      add({{Source::kMonth, CellType::kMonth},
           {Source::kCodeTable, CellType::kCode, CodeTable::kEnergy},
           {Source::kOtherName, CellType::kText},
           {Source::kAmount, CellType::kDecimal},
           {Source::kCodeTable, CellType::kCode, CodeTable::kUsageUnit},
           {Source::kUnitNameWhenNoCode, CellType::kText, CodeTable::kUsageUnit}});
      break;
    case FormId::kProductOutput:
      add({{Source::kMonth, CellType::kMonth},
           {Source::kProductName, CellType::kText},
           {Source::kAmount, CellType::kDecimal},
           {Source::kCodeTable, CellType::kCode, CodeTable::kUsageUnit},
           {Source::kUnitNameWhenNoCode, CellType::kText, CodeTable::kUsageUnit}});
      break;
  }
  return known;
}

void CheckForm(const Form& form, std::vector<std::string>& problems) {
  const std::vector<Known> known = KnownSources(form.id);
  int match = 0;
  int convert = 0;
  std::set<std::pair<std::string, std::string>> headers;
  for (const Column& column : form.columns) {
    (column.status == ItemStatus::kMatch ? match : convert)++;
    if (column.item.empty())
      problems.push_back(absl::StrCat(form.title, ": a column without item"));
    if (!headers.emplace(column.group, column.item).second) {
      problems.push_back(absl::StrCat(form.title, ": column ", column.item, " stands twice"));
    }
    if (std::none_of(known.begin(), known.end(), [&column](const Known& one) {
          return one.source == column.source && one.type == column.type &&
                 one.table == column.table;
        })) {
      problems.push_back(absl::StrCat(form.title, ": column ", column.item,
                                      " has a field or rule that this form's records do not have, "
                                      "or another type or code table than it"));
    }
    const bool daily = column.source == Source::kMonthlyTotalDividedByDaysOfMonth;
    if (daily != (column.index > 0) || column.index > 31) {
      problems.push_back(absl::StrCat(form.title, ": column ", column.item,
                                      " is repeated wrongly; the days of a month are 1 to 31"));
    }
  }
  if (match != form.counts.match || convert != form.counts.convert) {
    problems.push_back(absl::StrCat(form.title, ": columns make ", match, "/", convert,
                                    " (match/convert), the manual counts ", form.counts.match, "/",
                                    form.counts.convert));
  }
  if (form.counts.items != form.counts.match + form.counts.convert + form.counts.not_provided +
                               form.counts.not_applicable) {
    problems.push_back(absl::StrCat(form.title, ": the counts do not add up to the items"));
  }
  if (form.title.empty() || form.file.empty()) {
    problems.push_back("a form has no title or no file name");
  }
}

void CheckTab(const TabLayout& layout, std::vector<std::string>& problems) {
  for (TabField field : {TabField::kError, TabField::kSemsNumber, TabField::kSemsName,
                         TabField::kIepsNumber, TabField::kIepsName, TabField::kNotInIeps}) {
    if (layout.Header(field).empty()) {
      problems.push_back(absl::StrCat(layout.title, ": a column is missing"));
    }
  }
  std::set<TabField> fields;
  std::set<std::string> items;
  for (const TabColumn& column : layout.columns) {
    if (!fields.insert(column.field).second || !items.insert(column.item).second) {
      problems.push_back(absl::StrCat(layout.title, ": column ", column.item, " stands twice"));
    }
  }
}

}  // namespace

std::string_view TabLayout::Header(TabField field) const {
  for (const TabColumn& column : columns) {
    if (column.field == field) return column.item;
  }
  return {};
}

const Form* Catalog::Find(FormId id) const {
  for (const Form& form : forms) {
    if (form.id == id) return &form;
  }
  return nullptr;
}

std::optional<FormId> ParseFormId(std::string_view name) { return ByName(kForms, name); }
std::optional<Tab> ParseTab(std::string_view name) { return ByName(kTabs, name); }
std::optional<CodeTable> ParseCodeTable(std::string_view name) { return ByName(kTables, name); }
std::optional<CellType> ParseCellType(std::string_view name) { return ByName(kCellTypes, name); }
std::optional<Source> ParseField(std::string_view name) { return ByName(kFields, name); }
std::optional<Source> ParseRule(std::string_view name) { return ByName(kRules, name); }
std::optional<TabField> ParseTabField(std::string_view name) { return ByName(kTabFields, name); }

std::string_view CodeTableName(CodeTable table) {
  for (const Named<CodeTable>& row : kTables) {
    if (row.value == table) return row.name;
  }
  return {};
}

std::vector<std::string> FindProblems(const Catalog& catalog) {
  std::vector<std::string> problems;
  for (const Named<FormId>& named : kForms) {
    if (catalog.Find(named.value) == nullptr) {
      problems.push_back(absl::StrCat("form ", ToAbsl(named.name), " is missing"));
    }
  }
  if (!std::is_sorted(catalog.forms.begin(), catalog.forms.end(),
                      [](const Form& a, const Form& b) { return a.id < b.id; })) {
    problems.push_back("the forms are not in the order of their numbers");
  }
  for (const Form& form : catalog.forms) CheckForm(form, problems);
  if (catalog.tabs.size() != std::size(kTabs)) {
    problems.push_back("there must be four facility tabs");
    return problems;
  }
  for (std::size_t i = 0; i < catalog.tabs.size(); ++i) {
    if (catalog.tabs[i].tab != kTabs[i].value) {
      problems.push_back("the facility tabs are not in order");
    }
    CheckTab(catalog.tabs[i], problems);
  }
  return problems;
}

}  // namespace sems::ieps
