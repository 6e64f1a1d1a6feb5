#include "services/operations/domain/device_operation.h"

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"
#include "services/operations/domain/item_checks.h"

namespace sems::operations {
namespace {

using records::ProblemKind;

constexpr size_t kMaxMeters = 20;
constexpr size_t kMaxChemicals = 3;
constexpr size_t kMaxChemicalName = 100;

constexpr ProblemKind kTooManyMeters{"TOO_MANY", "must be at most 20",
                                     "20개까지 입력할 수 있습니다"};
constexpr ProblemKind kTooManyChemicals{"TOO_MANY", "must be at most three",
                                        "약품은 3개까지 입력할 수 있습니다"};
constexpr ProblemKind kChemicalName{"TOO_LONG", "must be at most 100 characters",
                                    "100자까지 입력할 수 있습니다"};
constexpr ProblemKind kChemicalUnit{"REQUIRED", "must be kg or L a day",
                                    "단위(kg/일 또는 L/일)를 선택해야 합니다"};
constexpr ProblemKind kDuplicateMeter{"DUPLICATE_METER", "this meter is in the line already",
                                      "같은 적산전력계가 두 번 있습니다"};
constexpr ProblemKind kReadingsAndAmount{"READINGS_AND_AMOUNT",
                                         "give the readings or the amount used, not both",
                                         "검침값과 사용량 중 하나만 입력해야 합니다"};
constexpr ProblemKind kEmptyLine{"EMPTY_LINE", "give readings, an amount used or a chemical",
                                 "검침값, 사용량 또는 약품을 입력해야 합니다"};
constexpr ProblemKind kUnknownDevice{"UNKNOWN_DEVICE",
                                     "the inventory of that year has no such control device",
                                     "해당 조사년도의 시설현황에 없는 방지시설입니다"};
constexpr ProblemKind kDeviceClosed{"DEVICE_CLOSED", "the control device was closed by that day",
                                    "해당 일자에는 이미 폐쇄된 방지시설입니다"};
constexpr ProblemKind kUnknownMeter{
    "UNKNOWN_METER", "the inventory has no such meter on this device and day",
    "해당 일자에 이 방지시설에 설치되어 있지 않은 적산전력계입니다"};

constexpr ProblemKind kMeterNotRead{
    "METER_NOT_READ", "a meter of the device was not read: the day's electricity stays empty",
    "검침하지 않은 적산전력계가 있어 전력사용량을 계산하지 않습니다"};
constexpr ProblemKind kNoPreviousReading{
    "NO_PREVIOUS_READING", "no reading of the day before: the day's electricity stays empty",
    "전일 검침값이 없어 전력사용량을 계산하지 않습니다"};
constexpr ProblemKind kFallingReading{"FALLING_READING",
                                      "lower than the day before: the day's electricity stays "
                                      "empty until a rollover or swap is declared",
                                      "전일보다 작은 검침값입니다. 계량기 회전·교체를 등록하기 "
                                      "전에는 전력사용량을 계산하지 않습니다"};
constexpr ProblemKind kMultiplierChanged{
    "MULTIPLIER_CHANGED",
    "the multiplier changed: the day's electricity stays empty until a swap is declared",
    "배율이 변경되었습니다. 계량기 교체를 등록하기 전에는 전력사용량을 계산하지 않습니다"};
constexpr ProblemKind kMeterReplaced{
    "METER_REPLACED",
    "another meter than the day before: the day's electricity stays empty until a rollover or swap "
    "is declared",
    "적산전력계가 바뀌었습니다. 계량기 회전·교체를 등록하기 전에는 전력사용량을 계산하지 않습니다"};
constexpr ProblemKind kEventContradicts{
    "EVENT_CONTRADICTS",
    "the declared rollover or swap contradicts the readings: the day's electricity stays empty",
    "등록된 계량기 회전·교체가 검침값과 맞지 않아 전력사용량을 계산하지 않습니다"};

std::string At(const char* list, size_t index, const char* field) {
  return std::string(list) + '[' + std::to_string(index) + "]." + field;
}

void ReadReadings(const RawDeviceOperation& raw, records::LineReader& reader,
                  DeviceOperation& record) {
  if (raw.readings.size() > kMaxMeters) {
    reader.Problem("readings", kTooManyMeters);
    return;
  }
  for (size_t i = 0; i < raw.readings.size(); ++i) {
    std::string meter = reader.Id(At("readings", i, "meter_id"), raw.readings[i].meter_id);
    const std::optional<Decimal> reading =
        reader.Amount(At("readings", i, "reading"), raw.readings[i].reading);
    if (meter.empty() || !reading) continue;
    if (!record.readings.emplace(std::move(meter), *reading).second) {
      reader.Problem(At("readings", i, "meter_id"), kDuplicateMeter);
    }
  }
}

void ReadChemicals(const RawDeviceOperation& raw, records::LineReader& reader,
                   DeviceOperation& record) {
  if (raw.chemicals.size() > kMaxChemicals) {
    reader.Problem("chemicals", kTooManyChemicals);
    return;
  }
  for (size_t i = 0; i < raw.chemicals.size(); ++i) {
    const RawChemical& chemical = raw.chemicals[i];
    const bool known_unit = chemical.unit == 1 || chemical.unit == 2;
    std::string name = reader.RequiredText(At("chemicals", i, "name"), chemical.name,
                                           kMaxChemicalName, kChemicalName);
    const std::optional<Decimal> amount =
        reader.Amount(At("chemicals", i, "amount"), chemical.amount);
    if (!known_unit) reader.Problem(At("chemicals", i, "unit"), kChemicalUnit);
    if (name.empty() || !amount || !known_unit) continue;
    record.chemicals.push_back(
        {std::move(name), *amount, static_cast<ChemicalUnit>(chemical.unit)});
  }
}

}  // namespace

DeviceOperationLine ReadDeviceOperation(const RawDeviceOperation& raw, int line,
                                        absl::CivilDay today, records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  DeviceOperationLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  out.record.device_id = reader.Id("device_id", raw.device_id);
  const std::optional<absl::CivilDay> day = reader.Day("day", raw.day);
  if (day) {
    out.record.day = *day;
    out.month = MonthOf(*day);
    if (!out.record.device_id.empty()) out.key = DeviceOperationKey(out.record.device_id, *day);
  }
  if (raw.remove) return out;

  ReadReadings(raw, reader, out.record);
  out.record.amount_used_kwh = reader.OptionalAmount("amount_used_kwh", raw.amount_used_kwh);
  ReadChemicals(raw, reader, out.record);
  if (!raw.readings.empty() && !raw.amount_used_kwh.empty())
    reader.Problem("amount_used_kwh", kReadingsAndAmount);
  if (raw.readings.empty() && raw.amount_used_kwh.empty() && raw.chemicals.empty())
    reader.Problem("", kEmptyLine);
  return out;
}

void CheckDevices(const std::vector<DeviceOperationLine>& lines, const Inventories& inventories,
                  records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const DeviceOperation& record = lines[i].record;
    const int line = static_cast<int>(i);
    if (!CheckItem(inventories, &Inventory::devices, record.device_id, record.day, line,
                   "device_id", kUnknownDevice, kDeviceClosed, problems)) {
      continue;
    }
    const DeviceMeters& meters =
        inventories.at(static_cast<int>(record.day.year())).MetersOf(record.device_id);
    for (const auto& [meter_id, reading] : record.readings) {
      if (meters.FindOn(meter_id, record.day) == nullptr)
        problems.Add(line, "readings." + meter_id, kUnknownMeter);
    }
  }
}

std::string DeviceOperationKey(std::string_view device_id, absl::CivilDay day) {
  return std::string(device_id) + ' ' + FormatDay(day);
}

const records::ProblemKind* ElectricityWarning(ElectricityState state) {
  switch (state) {
    case ElectricityState::kComputed:
    case ElectricityState::kEntered:
    case ElectricityState::kNoReading:
      return nullptr;
    case ElectricityState::kMeterNotRead:
      return &kMeterNotRead;
    case ElectricityState::kNoPreviousReading:
      return &kNoPreviousReading;
    case ElectricityState::kFallingReading:
      return &kFallingReading;
    case ElectricityState::kMultiplierChanged:
      return &kMultiplierChanged;
    case ElectricityState::kEventContradicts:
      return &kEventContradicts;
    case ElectricityState::kMeterReplaced:
      return &kMeterReplaced;
  }
  return nullptr;
}

}  // namespace sems::operations
