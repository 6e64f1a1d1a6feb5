#include "services/operations/domain/meter_event.h"

#include <optional>
#include <string>

#include "common/records/line_reader.h"

namespace sems::operations {
namespace {

using records::ProblemKind;

constexpr int kMaxDigits = 12;
constexpr ProblemKind kKind{"REQUIRED", "must be a rollover or a swap",
                            "회전 또는 교체를 선택해야 합니다"};
constexpr ProblemKind kDigits{"OUT_OF_RANGE", "must be 1 to 12", "1에서 12까지의 정수여야 합니다"};
constexpr ProblemKind kLastReading{"OUT_OF_RANGE", "must be below 10^digits",
                                   "계량기의 자릿수를 넘는 값입니다"};
constexpr ProblemKind kDigitsDiffer{"DIGITS_DIFFER",
                                    "the inventory has another number of digits for this meter",
                                    "시설현황에 등록된 자릿수와 다릅니다"};
constexpr ProblemKind kUnknownDevice{"UNKNOWN_DEVICE",
                                     "the inventory of that year has no such control device",
                                     "해당 조사년도의 시설현황에 없는 방지시설입니다"};
constexpr ProblemKind kUnknownMeter{
    "UNKNOWN_METER", "the inventory has no such meter on this device and day",
    "해당 일자에 이 방지시설에 설치되어 있지 않은 적산전력계입니다"};

}  // namespace

MeterEvent ReadMeterEvent(const RawMeterEvent& raw, absl::CivilDay today,
                          records::LineProblems& problems) {
  records::LineReader reader(0, today, problems);
  MeterEvent event;
  event.device_id = reader.Id("device_id", raw.device_id);
  event.meter_id = reader.Id("meter_id", raw.meter_id);
  if (!raw.new_meter_id.empty()) event.new_meter_id = reader.Id("new_meter_id", raw.new_meter_id);
  if (const auto day = reader.Day("day", raw.day)) event.day = *day;
  if (raw.kind != 1 && raw.kind != 2) reader.Problem("kind", kKind);
  event.kind = raw.kind == 2 ? MeterEvent::Kind::kSwap : MeterEvent::Kind::kRollover;
  event.digits = raw.digits;
  const std::optional<Decimal> last = reader.Amount("last_reading", raw.last_reading);
  const std::optional<Decimal> first = reader.Amount("first_reading", raw.first_reading);
  if (raw.digits < 1 || raw.digits > kMaxDigits) {
    reader.Problem("digits", kDigits);
  } else if (last) {
    const Decimal limit = Decimal::Literal("1" + std::string(static_cast<size_t>(raw.digits), '0'));
    if (*last >= limit) reader.Problem("last_reading", kLastReading);
  }
  if (last) event.last_reading = *last;
  if (first) event.first_reading = *first;
  return event;
}

void CheckMeterEvent(const MeterEvent& event, const Inventory& inventory,
                     records::LineProblems& problems) {
  if (inventory.devices.Find(event.device_id) == nullptr) {
    problems.Add(0, "device_id", kUnknownDevice);
    return;
  }
  const DeviceMeters& meters = inventory.MetersOf(event.device_id);
  const Meter* ended = meters.FindOn(event.meter_id, event.day - 1);
  if (ended == nullptr) ended = meters.FindOn(event.meter_id, event.day);
  if (ended == nullptr) {
    problems.Add(0, "meter_id", kUnknownMeter);
  } else if (ended->digits != 0 && ended->digits != event.digits) {
    problems.Add(0, "digits", kDigitsDiffer);
  }
  if (!event.new_meter_id.empty()) {
    const Meter* next = meters.FindOn(event.new_meter_id, event.day);
    if (next == nullptr || (ended != nullptr && next->number != ended->number)) {
      problems.Add(0, "new_meter_id", kUnknownMeter);
    }
  }
}

}  // namespace sems::operations
