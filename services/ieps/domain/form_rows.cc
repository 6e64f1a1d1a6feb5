#include "services/ieps/domain/form_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "services/ieps/domain/report_builder.h"

namespace sems::ieps {
namespace {

// Computed amounts have 3 decimals, or as many as what they come from if that is finer.
constexpr int kComputedScale = 3;

// What the cells of one row are made from.
struct Facts {
  const InventoryItem* item = nullptr;  // stack, device, facility, product, material or energy
  const InventoryItem* fuel = nullptr;
  const MappedItem* mapped = nullptr;
  absl::CivilDay day;  // of the record; for monthly records the month's last
  bool monthly = false;
  std::string_view what_ko;  // "배출구"
  const Sampling* sampling = nullptr;
  const SamplingResult* result = nullptr;
  const StackHours* hours = nullptr;
  const DeviceOperation* device = nullptr;
  const Decimal* amount = nullptr;
  std::array<const Decimal*, 31> days = {};
  bool days_estimated = false;
};

// Positions of items by id, in the inventory's order.
std::unordered_map<std::string_view, std::size_t> Positions(
    const std::vector<InventoryItem>& items) {
  std::unordered_map<std::string_view, std::size_t> positions;
  positions.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) positions.emplace(items[i].id, i);
  return positions;
}

// The records of each item, each in the order given; last, those of items that the inventory lacks.
template <typename Record>
std::vector<std::vector<const Record*>> ByItem(const std::vector<InventoryItem>& items,
                                               const std::vector<Record>& records,
                                               std::string Record::*id) {
  const auto positions = Positions(items);
  std::vector<std::vector<const Record*>> buckets(items.size() + 1);
  for (const Record& record : records) {
    auto found = positions.find(record.*id);
    buckets[found == positions.end() ? items.size() : found->second].push_back(&record);
  }
  return buckets;
}

// None for records of a month.
template <typename Record>
std::vector<absl::CivilDay> DaysOf(const std::vector<const Record*>& records) {
  std::vector<absl::CivilDay> days;
  if constexpr (requires(const Record& record) { record.day; }) {
    for (const Record* record : records) {
      if (days.empty() || days.back() != record->day) days.push_back(record->day);
    }
  }
  return days;
}

}  // namespace

class FormBuilder {
 public:
  FormBuilder(const Form& form, const ExportInput& input)
      : form_(form),
        input_(input),
        first_(FirstDay(input.records.month)),
        last_(LastDay(input.records.month)),
        rows_(static_cast<int>(form.columns.size())) {
    month_text_ = Keep(FormatCompactMonth(input.records.month));
    for (absl::CivilDay day = first_; day <= last_; ++day) {
      day_texts_.push_back(Keep(FormatCompactDay(day)));
    }
    if (form.tab) {
      auto saved = input.mapping.find(*form.tab);
      if (saved != input.mapping.end()) mapping_ = &saved->second;
    }
  }

  FormResult Build() {
    const MonthRecords& records = input_.records;
    const Inventory& inventory = input_.inventory;
    switch (form_.id) {
      case FormId::kAirSelfMeasurement:
        Samplings();
        break;
      case FormId::kStackHours:
        Reserve(records.stack_hours.size());
        Daily(inventory.stacks, records.stack_hours, &StackHours::stack_id,
              [](Facts& facts, const StackHours& record) { facts.hours = &record; });
        break;
      case FormId::kControlDeviceOperation:
        Reserve(records.device_operations.size());
        Daily(inventory.control_devices, records.device_operations, &DeviceOperation::device_id,
              [](Facts& facts, const DeviceOperation& record) { facts.device = &record; });
        ReportElectricity();
        break;
      case FormId::kFuelUse:
        Fuels();
        break;
      case FormId::kMaterialUse:
        Monthly(inventory.materials, records.material_uses, "원부원료");
        break;
      case FormId::kEnergyUse:
        Monthly(inventory.energies, records.energy_uses, "에너지");
        break;
      case FormId::kProductOutput:
        Monthly(inventory.products, records.product_outputs, "생산제품");
        break;
    }
    return {std::move(rows_), report_.Take(), std::move(by_hand_), std::move(by_hand_ko_)};
  }

 private:
  void Reserve(std::size_t rows) { rows_.cells_.reserve(rows * form_.columns.size()); }

  std::string_view Keep(std::string text) { return rows_.texts_.emplace_back(std::move(text)); }
  const Decimal* Keep(Decimal number) { return &rows_.numbers_.emplace_back(std::move(number)); }

  const MappedItem* Mapped(const InventoryItem& item) const {
    if (mapping_ == nullptr) return nullptr;
    auto found = mapping_->find(item.id);
    return found == mapping_->end() ? nullptr : &found->second;
  }

  // Days on which the item ran and a record is to be expected.
  template <typename Visit>
  void ForExpectedDays(const InventoryItem& item, Visit visit) const {
    for (absl::CivilDay day = first_; day <= std::min(last_, input_.expected_through); ++day) {
      if (item.RunsOn(day)) visit(day);
    }
  }
  bool RunsInMonth(const InventoryItem& item) const {
    for (absl::CivilDay day = first_; day <= last_; ++day) {
      if (item.RunsOn(day)) return true;
    }
    return false;
  }

  // Whether the item's rows can be written; if not, says why.
  template <typename Record>
  bool CheckMapped(const InventoryItem& item, const std::vector<const Record*>& records) {
    const MappedItem* mapped = Mapped(item);
    if (mapped != nullptr && mapped->mapped()) return true;
    const int rows = static_cast<int>(records.size());
    std::string label = ItemLabel(TabItemKo(*form_.tab), item);
    if (mapped != nullptr && mapped->not_in_ieps) {
      if (rows > 0) report_.NotInIeps(std::move(label), DaysOf(records), rows);
    } else if (rows > 0 || (item.open() && RunsInMonth(item))) {
      report_.NoMapping(std::move(label), DaysOf(records), rows);
    }
    return false;
  }

  // Records of items that the inventory of the year does not have.
  template <typename Record>
  void ReportStrays(const std::vector<const Record*>& records, std::string Record::*id) {
    std::map<std::string_view, std::vector<const Record*>> by_id;
    for (const Record* record : records) by_id[record->*id].push_back(record);
    for (const auto& [item_id, rows] : by_id) {
      report_.NoMapping(absl::StrCat(ToAbsl(TabItemKo(*form_.tab)), " ", ToAbsl(item_id)),
                        DaysOf(rows), static_cast<int>(rows.size()));
    }
  }

  Facts FactsOf(const InventoryItem& item, absl::CivilDay day) const {
    Facts facts;
    facts.item = &item;
    facts.mapped = Mapped(item);
    facts.day = day;
    facts.what_ko = form_.tab ? TabItemKo(*form_.tab) : std::string_view();
    return facts;
  }

  // Form 1: no day is expected to have a sampling, so nothing is missing.
  void Samplings() {
    const auto& stacks = input_.inventory.stacks;
    auto buckets = ByItem(stacks, input_.records.samplings, &Sampling::stack_id);
    bool without_time = false;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
      if (!CheckMapped(stacks[i], buckets[i])) continue;
      for (const Sampling* sampling : buckets[i]) {
        Facts facts = FactsOf(stacks[i], sampling->day);
        facts.sampling = sampling;
        without_time |= sampling->time.empty();
        for (const SamplingResult& result : sampling->results) {
          facts.result = &result;
          AddRow(facts);
        }
      }
    }
    ReportStrays(buckets.back(), &Sampling::stack_id);
    if (without_time) {
      by_hand_.push_back("측정일시: the time of day, where it was not entered in SEMS");
      by_hand_ko_.push_back("측정일시의 시각(SEMS에 시각이 입력되지 않은 측정)");
    }
  }

  // Forms 5 and 6: a row per item and day.
  template <typename Record, typename SetRecord>
  void Daily(const std::vector<InventoryItem>& items, const std::vector<Record>& records,
             std::string Record::*id, SetRecord set_record) {
    auto buckets = ByItem(items, records, id);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& of_item = buckets[i];
      if (!CheckMapped(items[i], of_item)) continue;
      Facts facts = FactsOf(items[i], first_);
      std::array<bool, 32> seen = {};
      for (const Record* record : of_item) {
        facts.day = record->day;
        set_record(facts, *record);
        AddRow(facts);
        seen[record->day.day()] = true;
      }
      std::vector<absl::CivilDay> missing;
      ForExpectedDays(items[i], [&](absl::CivilDay day) {
        if (!seen[day.day()]) missing.push_back(day);
      });
      if (!missing.empty()) {
        report_.MissingRecord(ItemLabel(facts.what_ko, items[i]), std::move(missing));
      }
    }
    ReportStrays(buckets.back(), id);
  }

  // Form 8: a row per facility and fuel.
  void Fuels() {
    const auto& facilities = input_.inventory.emission_facilities;
    const auto& fuels = input_.inventory.fuels;
    const auto fuel_positions = Positions(fuels);
    struct Row {
      std::string emission_facility_id;
      std::size_t fuel = 0;
      const Decimal* total = nullptr;
      std::array<const Decimal*, 31> days = {};
    };
    std::vector<Row> rows;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> index;
    for (const FuelUse& use : input_.records.fuel_uses) {
      auto [found, is_new] = index.emplace(
          std::pair(std::string_view(use.emission_facility_id), std::string_view(use.fuel_id)),
          rows.size());
      if (is_new) {
        Row& row = rows.emplace_back();
        row.emission_facility_id = use.emission_facility_id;
        auto fuel = fuel_positions.find(use.fuel_id);
        row.fuel = fuel == fuel_positions.end() ? fuels.size() : fuel->second;
      }
      Row& row = rows[found->second];
      if (use.day) {
        row.days[use.day->day() - 1] = &use.amount;
      } else {
        row.total = &use.amount;
      }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.fuel < b.fuel; });
    auto buckets = ByItem(facilities, rows, &Row::emission_facility_id);
    int blank_on_request = 0;
    for (std::size_t i = 0; i < facilities.size(); ++i) {
      const InventoryItem& facility = facilities[i];
      if (!CheckMapped(facility, buckets[i])) continue;
      for (const Row* row : buckets[i]) {
        static const InventoryItem kUnknownFuel;
        Facts facts = FactsOf(facility, last_);
        facts.monthly = true;
        facts.fuel = row->fuel == fuels.size() ? &kUnknownFuel : &fuels[row->fuel];
        const std::string label =
            absl::StrCat(ItemLabel(facts.what_ko, facility), ", ", ItemLabel("연료", *facts.fuel));
        const int days = DaysInMonth(input_.records.month);
        if (row->total == nullptr) {
          facts.days = row->days;
        } else if (!input_.options.leave_daily_fuel_blank) {
          const std::vector<Decimal> parts = SplitOverDays(*row->total, days);
          for (int day = 0; day < days; ++day) facts.days[day] = Keep(parts[day]);
          facts.days_estimated = true;
        }
        if (!AddRow(facts)) continue;
        if (facts.days_estimated) {
          report_.DailyAverage(label, row->total->ToString(), days);
        } else if (row->total != nullptr) {
          blank_on_request += days;
        } else {
          std::vector<absl::CivilDay> missing;
          ForExpectedDays(facility, [&](absl::CivilDay day) {
            if (facts.days[day.day() - 1] == nullptr) missing.push_back(day);
          });
          if (!missing.empty()) report_.MissingDailyAmounts(label, std::move(missing));
        }
      }
      if (input_.expected_through < last_ || !RunsInMonth(facility)) continue;
      for (const std::string& fuel_id : facility.fuel_ids) {
        auto fuel = fuel_positions.find(fuel_id);
        if (fuel == fuel_positions.end() || !RunsInMonth(fuels[fuel->second]) ||
            index.contains({facility.id, fuel_id})) {
          continue;
        }
        report_.MissingRecord(absl::StrCat(ItemLabel(TabItemKo(*form_.tab), facility), ", ",
                                           ItemLabel("연료", fuels[fuel->second])),
                              {});
      }
    }
    for (const Row* row : buckets.back()) {
      report_.NoMapping(absl::StrCat("배출시설 ", row->emission_facility_id), {}, 1);
    }
    if (blank_on_request > 0) report_.LeftBlankOnRequest("1일..31일", blank_on_request);
  }

  // The days of a month add up to its total exactly, and each has at most the 15 significant
  // digits that a cell, being a double, can hold.
  static std::vector<Decimal> SplitOverDays(const Decimal& total, int days) {
    int scale = kComputedScale;
    std::vector<Decimal> parts = SplitEvenly(total, days, scale);
    while (scale > 0 && parts.front().SignificantDigits() > Decimal::kMaxSignificantDigits) {
      parts = SplitEvenly(total, days, --scale);
    }
    return parts;
  }

  // Forms 9, 11 and 12: a row per item.
  void Monthly(const std::vector<InventoryItem>& items, const std::vector<ItemAmount>& records,
               std::string_view what_ko) {
    const auto positions = Positions(items);
    std::vector<const Decimal*> amounts(items.size());
    for (const ItemAmount& record : records) {
      auto found = positions.find(record.item_id);
      if (found != positions.end()) {
        amounts[found->second] = &record.amount;
      } else {
        report_.UnknownCode(absl::StrCat(ToAbsl(what_ko), " ", record.item_id), MonthlyTable(), "",
                            last_, false);
      }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (amounts[i] != nullptr) {
        Facts facts = FactsOf(items[i], last_);
        facts.monthly = true;
        facts.what_ko = what_ko;
        facts.amount = amounts[i];
        AddRow(facts);
      } else if (input_.expected_through >= last_ && RunsInMonth(items[i])) {
        report_.MissingRecord(ItemLabel(what_ko, items[i]), {});
      }
    }
  }
  CodeTable MonthlyTable() const {
    if (form_.id == FormId::kMaterialUse) return CodeTable::kMaterial;
    return form_.id == FormId::kEnergyUse ? CodeTable::kEnergy : CodeTable::kUsageUnit;
  }

  // Fills the form's columns, or leaves the row out and says why.
  bool AddRow(const Facts& facts) {
    const std::size_t start = rows_.cells_.size();
    for (const Column& column : form_.columns) {
      std::optional<Cell> cell = Fill(column, facts);
      if (!cell) {
        rows_.cells_.resize(start);
        return false;
      }
      rows_.cells_.push_back(*cell);
    }
    if (facts.device != nullptr) CountElectricity(facts);
    if (form_.id == FormId::kProductOutput) NoteProductName(facts);
    return true;
  }

  static Cell Text(std::string_view text) {
    Cell cell;
    cell.kind = text.empty() ? Cell::Kind::kBlank : Cell::Kind::kText;
    cell.text = text;
    return cell;
  }
  static Cell Integer(int value) {
    Cell cell;
    cell.kind = Cell::Kind::kInteger;
    cell.integer = value;
    return cell;
  }
  static Cell Number(const Decimal* value, bool estimate = false) {
    Cell cell;
    if (value != nullptr) {
      cell.kind = Cell::Kind::kDecimal;
      cell.decimal = value;
      cell.estimate = estimate;
    }
    return cell;
  }
  static Cell Number(const Amount& value) { return Number(value ? &*value : nullptr); }

  // Nothing: the row has to be left out, and the report says so.
  std::optional<Cell> Fill(const Column& column, const Facts& facts) {
    switch (column.source) {
      case Source::kSiteCode:
        return Text(input_.site_code);
      case Source::kDay:
        return Text(DayText(facts.day));
      case Source::kDateNoTime:
        return Text(DateTimeText(*facts.sampling));
      case Source::kMonth:
      case Source::kYearMonth:
        return Text(month_text_);
      case Source::kStackNo:
      case Source::kControlDeviceNo:
      case Source::kEmissionFacilityNo:
        return Text(facts.mapped->ieps_number);
      case Source::kWeather:
        return Text(facts.sampling->weather);
      case Source::kAirTemperature:
        return Number(facts.sampling->air_temperature);
      case Source::kHumidity:
        return Number(facts.sampling->humidity);
      case Source::kPressure:
        return Number(facts.sampling->pressure);
      case Source::kWindDirection:
        return Text(facts.sampling->wind_direction);
      case Source::kWindSpeed:
        return Number(facts.sampling->wind_speed);
      case Source::kGasFlow:
        return Number(facts.sampling->gas_flow);
      case Source::kGasVelocity:
        return Number(facts.sampling->gas_velocity);
      case Source::kGasTemperature:
        return Number(facts.sampling->gas_temperature);
      case Source::kMoisture:
        return Number(facts.sampling->moisture);
      case Source::kStandardOxygen:
        return Number(facts.sampling->standard_oxygen);
      case Source::kMeasuredOxygen:
        return Number(facts.sampling->measured_oxygen);
      case Source::kConcentration:
        return Number(facts.result->concentration);
      case Source::kHours:
        return Integer(facts.hours->hours);
      case Source::kMinutes:
        return Integer(facts.hours->minutes);
      case Source::kRemark:
        return Text(facts.hours->remark);
      case Source::kChemicalName1:
        return ChemicalName(facts, 0);
      case Source::kChemicalAmount1:
        return ChemicalAmount(facts, 0);
      case Source::kChemicalName2:
        return ChemicalName(facts, 1);
      case Source::kChemicalAmount2:
        return ChemicalAmount(facts, 1);
      case Source::kChemicalName3:
        return ChemicalName(facts, 2);
      case Source::kChemicalAmount3:
        return ChemicalAmount(facts, 2);
      case Source::kOtherName:
        return Text(facts.fuel != nullptr ? facts.fuel->other_name : facts.item->other_name);
      case Source::kAmount:
        return Number(facts.amount);
      case Source::kCodeTable:
        return Code(*column.table, facts);
      case Source::kCodeName:
        return CodeName(*column.table, facts);
      case Source::kFuelUnit:
        return FuelUnit(facts);
      case Source::kUnitNameWhenNoCode:
        return UnitNameWhenNoCode(facts);
      case Source::kProductName:
        return Text(facts.mapped != nullptr && !facts.mapped->ieps_name.empty()
                        ? facts.mapped->ieps_name
                        : facts.item->name);
      case Source::kMeterDeltaTimesMultiplier:
        return ElectricityCell(*facts.device);
      case Source::kMonthlyTotalDividedByDaysOfMonth:
        return Number(facts.days[column.index - 1], facts.days_estimated);
    }
    return std::nullopt;
  }

  std::string_view DayText(absl::CivilDay day) const { return day_texts_[day - first_]; }

  // YYYYMMDD, or YYYYMMDDHHMM where a time was entered.
  std::string_view DateTimeText(const Sampling& sampling) {
    const std::string_view day = DayText(sampling.day);
    if (sampling.time.size() != 5) return day;
    return Keep(absl::StrCat(ToAbsl(day), sampling.time.substr(0, 2), sampling.time.substr(3, 2)));
  }

  static Cell ChemicalName(const Facts& facts, std::size_t i) {
    const auto& chemicals = facts.device->chemicals;
    return i < chemicals.size() ? Text(chemicals[i].name) : Cell();
  }
  static Cell ChemicalAmount(const Facts& facts, std::size_t i) {
    const auto& chemicals = facts.device->chemicals;
    return i < chemicals.size() ? Number(chemicals[i].amount) : Cell();
  }

  // The SEMS code that a table is asked for in this row.
  std::string_view SemsCode(CodeTable table, const Facts& facts) const {
    switch (table) {
      case CodeTable::kPollutant:
        return facts.result->pollutant_code;
      case CodeTable::kConcentrationUnit:
        return facts.result->unit_code;
      case CodeTable::kFuel:
        return facts.fuel->code;
      case CodeTable::kMaterial:
      case CodeTable::kEnergy:
        return facts.item->code;
      case CodeTable::kUsageUnit:
        break;
    }
    return facts.item->unit_code;
  }

  const CodeEntry* Look(CodeTable table, const Facts& facts) {
    const std::string_view code = SemsCode(table, facts);
    const CodeEntry* entry = input_.codes.Find(table, code, facts.day);
    if (entry == nullptr) {
      std::string label = ItemLabel(facts.what_ko, *facts.item);
      if (facts.fuel != nullptr) absl::StrAppend(&label, ", ", ItemLabel("연료", *facts.fuel));
      report_.UnknownCode(std::move(label), table, code, facts.day, !facts.monthly);
    }
    return entry;
  }

  std::optional<Cell> Code(CodeTable table, const Facts& facts) {
    // A material's unit comes from the material's own row of the code map (02 ⑥: 원료코드).
    if (form_.id == FormId::kMaterialUse && table == CodeTable::kUsageUnit) {
      const CodeEntry* material = Look(CodeTable::kMaterial, facts);
      if (material == nullptr) return std::nullopt;
      return Text(material->ieps_unit_code);
    }
    const CodeEntry* entry = Look(table, facts);
    if (entry == nullptr) return std::nullopt;
    return Text(entry->ieps_code);
  }

  std::optional<Cell> CodeName(CodeTable table, const Facts& facts) {
    const CodeEntry* entry = Look(table, facts);
    if (entry == nullptr) return std::nullopt;
    return Text(entry->ieps_name);
  }

  std::optional<Cell> FuelUnit(const Facts& facts) {
    const CodeEntry* entry = Look(CodeTable::kFuel, facts);
    if (entry == nullptr) return std::nullopt;
    return Text(entry->ieps_unit_code);
  }

  // 직접입력 단위명: only where the map has the unit and IEPS has no code for it.
  std::optional<Cell> UnitNameWhenNoCode(const Facts& facts) {
    const CodeEntry* entry = Look(CodeTable::kUsageUnit, facts);
    if (entry == nullptr) return std::nullopt;
    return entry->ieps_code.empty() ? Text(facts.item->unit_name) : Cell();
  }

  Cell ElectricityCell(const DeviceOperation& record) {
    if (!record.electricity_kwh) return Cell();
    if (record.electricity != Electricity::kComputed) return Number(record.electricity_kwh);
    if (input_.options.leave_meter_electricity_blank) return Cell();
    const Decimal& kwh = *record.electricity_kwh;
    return Number(kwh.scale() >= kComputedScale ? &kwh : Keep(kwh.RoundTo(kComputedScale)));
  }

  void CountElectricity(const Facts& facts) {
    const DeviceOperation& record = *facts.device;
    if (!record.electricity_kwh) {
      report_.NoElectricity(ItemLabel(facts.what_ko, *facts.item), ElectricityHeader(),
                            record.electricity, record.day);
    } else if (record.electricity == Electricity::kComputed) {
      ++computed_electricity_;
    }
  }
  void ReportElectricity() {
    if (computed_electricity_ == 0) return;
    if (input_.options.leave_meter_electricity_blank) {
      report_.LeftBlankOnRequest(ElectricityHeader(), computed_electricity_);
    } else {
      report_.MeterDifference(ElectricityHeader(), computed_electricity_);
    }
  }
  std::string ElectricityHeader() const { return Header(Source::kMeterDeltaTimesMultiplier); }

  // A site that says a product is not in IEPS needs no telling.
  void NoteProductName(const Facts& facts) {
    const MappedItem* mapped = facts.mapped;
    if (mapped != nullptr && (mapped->not_in_ieps || !mapped->ieps_name.empty())) return;
    report_.SemsNameUsed(ItemLabel(facts.what_ko, *facts.item), Header(Source::kProductName));
  }

  std::string Header(Source source) const {
    for (const Column& column : form_.columns) {
      if (column.source == source) return column.item;
    }
    return "";
  }

  const Form& form_;
  const ExportInput& input_;
  const absl::CivilDay first_;
  const absl::CivilDay last_;
  const TabMapping* mapping_ = nullptr;
  FormRows rows_;
  ReportBuilder report_;
  std::string_view month_text_;
  std::vector<std::string_view> day_texts_;
  int computed_electricity_ = 0;
  std::vector<std::string> by_hand_;
  std::vector<std::string> by_hand_ko_;
};

FormResult BuildForm(const Form& form, const ExportInput& input) {
  return FormBuilder(form, input).Build();
}

}  // namespace sems::ieps
