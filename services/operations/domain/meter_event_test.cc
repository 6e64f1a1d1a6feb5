#include "services/operations/domain/meter_event.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

constexpr char kDevice[] = "0192f0c0-0000-7000-8000-000000000010";
constexpr char kOld[] = "0192f0c0-0000-7000-8000-000000000011";
constexpr char kNew[] = "0192f0c0-0000-7000-8000-000000000012";
constexpr char kSecond[] = "0192f0c0-0000-7000-8000-000000000013";

Inventory Device() {
  Inventory inventory;
  inventory.devices.Add({kDevice, "3", "여과집진시설", std::nullopt});
  inventory.meters[kDevice] = DeviceMeters({
      {kOld, "1", Decimal(20), absl::CivilDay(2020, 1, 1), 5, std::nullopt},
      {kNew, "1", Decimal(40), absl::CivilDay(2026, 10, 10), 0, std::nullopt},
      {kSecond, "2", Decimal(1), absl::CivilDay(2020, 1, 1), 0, std::nullopt},
  });
  return inventory;
}

struct EventCase {
  const char* what;
  RawMeterEvent raw;
  const char* codes;
};

// A rollover or swap is entered explicitly, with the digits of the meter, the last and the first
// reading.
TEST(MeterEvent, IsDeclaredWithDigitsAndReadings) {
  const RawMeterEvent swap{kDevice, kOld, kNew, "2026-10-10", 2, 5, "1005", "2"};
  auto with = [&](auto change) {
    RawMeterEvent raw = swap;
    change(raw);
    return raw;
  };
  const EventCase cases[] = {
      {"a swap on to the next row", swap, ""},
      {"a rollover that keeps its row", with([](RawMeterEvent& raw) {
         raw.kind = 1, raw.new_meter_id = "", raw.day = "2026-10-05";
       }),
       ""},
      {"no kind", with([](RawMeterEvent& raw) { raw.kind = 0; }), "kind:REQUIRED "},
      {"no digits", with([](RawMeterEvent& raw) { raw.digits = 0; }),
       "digits:OUT_OF_RANGE digits:DIGITS_DIFFER "},
      {"13 digits", with([](RawMeterEvent& raw) { raw.digits = 13; }),
       "digits:OUT_OF_RANGE digits:DIGITS_DIFFER "},
      {"other digits than the inventory's", with([](RawMeterEvent& raw) { raw.digits = 6; }),
       "digits:DIGITS_DIFFER "},
      {"a last reading the counter cannot show",
       with([](RawMeterEvent& raw) { raw.last_reading = "100000"; }), "last_reading:OUT_OF_RANGE "},
      {"the last it can", with([](RawMeterEvent& raw) { raw.last_reading = "99999.9"; }), ""},
      {"no readings", with([](RawMeterEvent& raw) { raw.last_reading = raw.first_reading = ""; }),
       "last_reading:REQUIRED first_reading:REQUIRED "},
      {"31 February", with([](RawMeterEvent& raw) { raw.day = "2026-02-31"; }),
       "day:INVALID_DAY meter_id:UNKNOWN_METER new_meter_id:UNKNOWN_METER "},
      {"a meter of no device", with([](RawMeterEvent& raw) { raw.meter_id = kDevice; }),
       "meter_id:UNKNOWN_METER "},
      {"the next row belongs to the other meter",
       with([](RawMeterEvent& raw) { raw.new_meter_id = kSecond; }), "new_meter_id:UNKNOWN_METER "},
      {"the next row begins later", with([](RawMeterEvent& raw) { raw.day = "2026-10-09"; }),
       "new_meter_id:UNKNOWN_METER "},
      {"a device of nobody", with([](RawMeterEvent& raw) { raw.device_id = kOld; }),
       "device_id:UNKNOWN_DEVICE "},
  };
  for (const EventCase& c : cases) {
    records::LineProblems problems(1);
    const MeterEvent event = ReadMeterEvent(c.raw, absl::CivilDay(2026, 11, 25), problems);
    CheckMeterEvent(event, Device(), problems);
    std::string codes;
    for (const auto& problem : problems.InOrder())
      codes += problem.field + ":" + std::string(problem.kind->code) + " ";
    EXPECT_EQ(codes, c.codes) << c.what;
  }
}

}  // namespace
}  // namespace sems::operations
