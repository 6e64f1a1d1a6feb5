#include "services/measurement/domain/sampling.h"

#include <functional>
#include <string>

#include "gtest/gtest.h"

namespace sems::measurement {
namespace {

const absl::CivilDay kToday(2026, 11, 25);
constexpr char kStack[] = "0192f0c0-0000-7000-8000-000000000001";

std::string Codes(const records::LineProblems& problems) {
  std::string codes;
  for (const records::LineProblem& problem : problems.InOrder()) {
    codes += problem.field + ":" + std::string(problem.kind->code) + " ";
  }
  return codes;
}

RawSampling Good() {
  return {.stack_id = kStack,
          .day = "2026-10-20",
          .results = {{.pollutant_code = "28", .concentration = "11", .unit_code = "39"}}};
}

struct SamplingCase {
  const char* what;
  std::function<void(RawSampling&)> change;
  const char* codes;
};

// IEPS manual, 02 ② 대기자가측정기록부.
TEST(ReadSampling, ChecksEveryField) {
  const std::string long_text(101, 'x');
  const SamplingCase cases[] = {
      {"day, stack and a result are enough", [](RawSampling&) {}, ""},
      {"everything",
       [](RawSampling& raw) {
         raw.number = 999, raw.time = "23:59", raw.weather_condition = "맑음",
         raw.air_temperature = "-12.5";
         raw.humidity = "100", raw.pressure = "760", raw.wind_direction = "북서",
         raw.wind_speed = "3.2";
         raw.flow = "4269.50127", raw.velocity = "12", raw.gas_temperature = "166",
         raw.moisture = "6";
         raw.standard_oxygen = "6", raw.measured_oxygen = "18";
       },
       ""},
      {"31 February", [](RawSampling& raw) { raw.day = "2026-02-31"; }, "day:INVALID_DAY "},
      {"tomorrow", [](RawSampling& raw) { raw.day = "2026-11-26"; }, "day:FUTURE_DAY "},
      {"sampling 0", [](RawSampling& raw) { raw.number = 0; }, "sampling_number:OUT_OF_RANGE "},
      {"24:00", [](RawSampling& raw) { raw.time = "24:00"; }, "time:INVALID_TIME "},
      {"9:30", [](RawSampling& raw) { raw.time = "9:30"; }, "time:INVALID_TIME "},
      {"12:60", [](RawSampling& raw) { raw.time = "12:60"; }, "time:INVALID_TIME "},
      {"humidity over 100", [](RawSampling& raw) { raw.humidity = "100.1"; },
       "weather.humidity_percent:OUT_OF_RANGE "},
      {"negative flow", [](RawSampling& raw) { raw.flow = "-1"; }, "flow_sm3_per_min:NEGATIVE "},
      {"flow that lost its decimal point", [](RawSampling& raw) { raw.flow = "4269501271234567"; },
       "flow_sm3_per_min:INVALID_DECIMAL "},
      {"moisture", [](RawSampling& raw) { raw.moisture = "x"; },
       "moisture_percent:INVALID_DECIMAL "},
      {"standard oxygen of air", [](RawSampling& raw) { raw.standard_oxygen = "21"; },
       "standard_oxygen_percent:OUT_OF_RANGE "},
      {"measured oxygen of air beside a standard",
       [](RawSampling& raw) { raw.standard_oxygen = "6", raw.measured_oxygen = "21"; },
       "measured_oxygen_percent:OUT_OF_RANGE "},
      {"measured oxygen of air where no standard applies",
       [](RawSampling& raw) { raw.measured_oxygen = "21"; }, ""},
      {"no results", [](RawSampling& raw) { raw.results.clear(); }, "results:REQUIRED "},
      {"the same pollutant twice", [](RawSampling& raw) { raw.results.push_back(raw.results[0]); },
       "results[1].pollutant_code:DUPLICATE_POLLUTANT "},
      {"a result without its facts", [](RawSampling& raw) { raw.results = {{}}; },
       "results[0].pollutant_code:REQUIRED results[0].concentration:REQUIRED "
       "results[0].unit_code:REQUIRED "},
      {"negative concentration", [](RawSampling& raw) { raw.results[0].concentration = "-0.1"; },
       "results[0].concentration:NEGATIVE "},
      {"long method", [&](RawSampling& raw) { raw.results[0].method = long_text; },
       "results[0].method:TOO_LONG "},
      {"a removal needs its key only",
       [](RawSampling& raw) { raw.remove = true, raw.results.clear(), raw.etag = "v1"; }, ""},
  };
  for (const SamplingCase& c : cases) {
    RawSampling raw = Good();
    c.change(raw);
    records::LineProblems problems(1);
    ReadSampling(raw, 0, kToday, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

TEST(CheckCodes, CodesMustHoldOnTheDay) {
  CodeBook codes;
  codes.Add(CodeTable::kPollutant,
            {"28", "먼지", absl::CivilDay(2020, 1, 1), std::nullopt, std::nullopt});
  codes.Add(CodeTable::kConcentrationUnit, {"39", "mg/Sm³", absl::CivilDay(2020, 1, 1),
                                            absl::CivilDay(2026, 10, 20), std::nullopt});
  const struct {
    const char* day;
    const char* pollutant;
    const char* codes;
  } cases[] = {
      {"2026-10-19", "28", ""},
      {"2026-10-20", "28", "results.28.unit_code:UNKNOWN_UNIT "},
      {"2026-10-19", "29", "results.29.pollutant_code:UNKNOWN_POLLUTANT "},
  };
  for (const auto& c : cases) {
    RawSampling raw = Good();
    raw.day = c.day;
    raw.results[0].pollutant_code = c.pollutant;
    records::LineProblems problems(1);
    CheckCodes({ReadSampling(raw, 0, kToday, problems)}, codes, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.day;
  }
}

TEST(CheckStacks, TheStackMustBeInTheInventoryOfTheYearAndRun) {
  StackBook stacks;
  stacks[2026][kStack] = {"5", absl::CivilDay(2026, 10, 21)};
  const struct {
    const char* day;
    const char* codes;
  } cases[] = {{"2026-10-20", ""},
               {"2026-10-21", "stack_id:STACK_CLOSED "},
               {"2025-10-20", "stack_id:UNKNOWN_STACK "}};
  for (const auto& c : cases) {
    RawSampling raw = Good();
    raw.day = c.day;
    records::LineProblems problems(1);
    CheckStacks({ReadSampling(raw, 0, kToday, problems)}, stacks, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.day;
  }
}

}  // namespace
}  // namespace sems::measurement
