#include "services/operations/domain/device_operation.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

const absl::CivilDay kToday(2026, 11, 25);
constexpr char kDevice[] = "0192f0c0-0000-7000-8000-000000000010";
constexpr char kMeter[] = "0192f0c0-0000-7000-8000-000000000011";
constexpr char kOther[] = "0192f0c0-0000-7000-8000-000000000012";

std::string Codes(const records::LineProblems& problems) {
  std::string codes;
  for (const records::LineProblem& problem : problems.InOrder()) {
    codes += problem.field + ":" + std::string(problem.kind->code) + " ";
  }
  return codes;
}

RawDeviceOperation Raw() { return {.device_id = kDevice, .day = "2026-10-31"}; }

struct OperationCase {
  const char* what;
  std::vector<RawReading> readings;
  const char* amount;
  std::vector<RawChemical> chemicals;
  const char* codes;
};

TEST(ReadDeviceOperation, TakesReadingsOrAnAmountAndThreeChemicals) {
  const RawChemical ammonia{"암모니아", "360", 1};
  const OperationCase cases[] = {
      {"a reading", {{kMeter, "166748"}}, "", {}, ""},
      {"an amount", {}, "12.5", {}, ""},
      {"chemicals alone: a device without a meter", {}, "", {ammonia}, ""},
      {"three chemicals", {}, "", {ammonia, ammonia, ammonia}, ""},
      {"four chemicals", {}, "", {ammonia, ammonia, ammonia, ammonia}, "chemicals:TOO_MANY "},
      {"both", {{kMeter, "1"}}, "1", {}, "amount_used_kwh:READINGS_AND_AMOUNT "},
      {"nothing", {}, "", {}, ":EMPTY_LINE "},
      {"the same meter twice",
       {{kMeter, "1"}, {kMeter, "2"}},
       "",
       {},
       "readings[1].meter_id:DUPLICATE_METER "},
      {"negative reading", {{kMeter, "-1"}}, "", {}, "readings[0].reading:NEGATIVE "},
      {"16 digits", {{kMeter, "1234567890123456"}}, "", {}, "readings[0].reading:INVALID_DECIMAL "},
      {"chemical without its facts",
       {},
       "",
       {{"", "", 0}},
       "chemicals[0].name:REQUIRED chemicals[0].amount:REQUIRED chemicals[0].unit:REQUIRED "},
      {"unit of another kind", {}, "", {{"암모니아", "1", 7}}, "chemicals[0].unit:REQUIRED "},
      {"negative amount", {}, "-0.5", {}, "amount_used_kwh:NEGATIVE "},
  };
  for (const OperationCase& c : cases) {
    RawDeviceOperation raw = Raw();
    raw.readings = c.readings;
    raw.amount_used_kwh = c.amount;
    raw.chemicals = c.chemicals;
    records::LineProblems problems(1);
    ReadDeviceOperation(raw, 0, kToday, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

TEST(CheckDevices, MetersMustHangThereOnTheDay) {
  Inventories inventories;
  inventories[2026].devices.Add({kDevice, "3", "여과집진시설", std::nullopt});
  inventories[2026].meters[kDevice] = DeviceMeters({
      {kMeter, "1", Decimal(20), absl::CivilDay(2020, 1, 1), 6, std::nullopt},
      {kOther, "1", Decimal(20), absl::CivilDay(2026, 11, 1), 6, std::nullopt},
  });
  const struct {
    const char* what;
    const char* device;
    const char* day;
    const char* meter;
    const char* codes;
  } cases[] = {
      {"the row of the day", kDevice, "2026-10-31", kMeter, ""},
      {"a row that begins later", kDevice, "2026-10-31", kOther,
       "readings.0192f0c0-0000-7000-8000-000000000012:UNKNOWN_METER "},
      {"a row that was replaced", kDevice, "2026-11-01", kMeter,
       "readings.0192f0c0-0000-7000-8000-000000000011:UNKNOWN_METER "},
      {"a device of nobody", kOther, "2026-10-31", kMeter, "device_id:UNKNOWN_DEVICE "},
  };
  for (const auto& c : cases) {
    RawDeviceOperation raw = Raw();
    raw.device_id = c.device;
    raw.day = c.day;
    raw.readings = {{c.meter, "5"}};
    records::LineProblems problems(1);
    CheckDevices({ReadDeviceOperation(raw, 0, kToday, problems)}, inventories, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

}  // namespace
}  // namespace sems::operations
