#include "services/measurement/domain/sampling.h"

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"

namespace sems::measurement {
namespace {

using records::ProblemKind;

constexpr size_t kMaxResults = 50;

constexpr ProblemKind kNumber{"OUT_OF_RANGE", "must be 1 to 999",
                              "1에서 999까지의 정수여야 합니다"};
constexpr ProblemKind kTime{"INVALID_TIME", "must be a time of day, as HH:MM",
                            "시각을 HH:MM 형식으로 입력해야 합니다"};
constexpr ProblemKind kTemperature{"OUT_OF_RANGE", "must be -60 to 60",
                                   "-60에서 60까지의 값이어야 합니다"};
constexpr ProblemKind kPercent{"OUT_OF_RANGE", "must be 0 to 100",
                               "0에서 100까지의 값이어야 합니다"};
constexpr ProblemKind kPressure{"OUT_OF_RANGE", "must be 300 to 900",
                                "300에서 900까지의 값이어야 합니다"};
constexpr ProblemKind kWindSpeed{"OUT_OF_RANGE", "must be 0 to 100",
                                 "0에서 100까지의 값이어야 합니다"};
constexpr ProblemKind kGasTemperature{"OUT_OF_RANGE", "must be -60 to 2000",
                                      "-60에서 2000까지의 값이어야 합니다"};
constexpr ProblemKind kStandardOxygen{"OUT_OF_RANGE", "must be 0 or more and below 21",
                                      "0 이상 21 미만의 값이어야 합니다"};
constexpr ProblemKind kMeasuredOxygen{"OUT_OF_RANGE", "must be 0 to 25",
                                      "0에서 25까지의 값이어야 합니다"};
constexpr ProblemKind kOxygenOfAir{"OUT_OF_RANGE",
                                   "must be below 21 where a standard oxygen applies",
                                   "표준산소농도가 있으면 실측산소농도는 21 미만이어야 합니다"};
constexpr ProblemKind kNoResults{"REQUIRED", "give at least one pollutant",
                                 "측정항목을 하나 이상 입력해야 합니다"};
constexpr ProblemKind kTooManyResults{"TOO_MANY", "must be at most 50",
                                      "50개까지 입력할 수 있습니다"};
constexpr ProblemKind kDuplicatePollutant{"DUPLICATE_POLLUTANT",
                                          "this pollutant is in the sampling already",
                                          "같은 오염물질이 두 번 있습니다"};
constexpr ProblemKind kTooLong20{"TOO_LONG", "must be at most 20 characters",
                                 "20자까지 입력할 수 있습니다"};
constexpr ProblemKind kTooLong50{"TOO_LONG", "must be at most 50 characters",
                                 "50자까지 입력할 수 있습니다"};
constexpr ProblemKind kTooLong100{"TOO_LONG", "must be at most 100 characters",
                                  "100자까지 입력할 수 있습니다"};
constexpr ProblemKind kUnknownStack{"UNKNOWN_STACK", "the inventory of that year has no such stack",
                                    "해당 조사년도의 시설현황에 없는 배출구입니다"};
constexpr ProblemKind kStackClosed{"STACK_CLOSED", "the stack was closed by that day",
                                   "해당 일자에는 이미 폐쇄된 배출구입니다"};
constexpr ProblemKind kUnknownPollutant{"UNKNOWN_POLLUTANT", "no such pollutant code on that day",
                                        "해당 일자에 유효한 오염물질 코드가 아닙니다"};
constexpr ProblemKind kUnknownUnit{"UNKNOWN_UNIT", "no such unit code on that day",
                                   "해당 일자에 유효한 단위 코드가 아닙니다"};

// "HH:MM" of a day of 24 hours.
bool IsTime(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  for (size_t i : {0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  return (text[0] - '0') * 10 + text[1] - '0' <= 23 && text[3] <= '5';
}

std::string At(size_t index, const char* field) {
  return "results[" + std::to_string(index) + "]." + field;
}

void ReadResults(const RawSampling& raw, records::LineReader& reader, Sampling& record) {
  if (raw.results.empty()) reader.Problem("results", kNoResults);
  if (raw.results.size() > kMaxResults) {
    reader.Problem("results", kTooManyResults);
    return;
  }
  for (size_t i = 0; i < raw.results.size(); ++i) {
    const RawResult& from = raw.results[i];
    std::string pollutant =
        reader.RequiredText(At(i, "pollutant_code"), from.pollutant_code, 20, kTooLong20);
    PollutantResult result;
    const auto concentration = reader.Amount(At(i, "concentration"), from.concentration);
    if (concentration) result.concentration = *concentration;
    result.unit_code = reader.RequiredText(At(i, "unit_code"), from.unit_code, 20, kTooLong20);
    result.method = reader.Text(At(i, "method"), from.method, 100, kTooLong100);
    result.instrument = reader.Text(At(i, "instrument"), from.instrument, 100, kTooLong100);
    result.agent = reader.Text(At(i, "agent"), from.agent, 100, kTooLong100);
    result.sampler = reader.Text(At(i, "sampler"), from.sampler, 50, kTooLong50);
    result.analyst = reader.Text(At(i, "analyst"), from.analyst, 50, kTooLong50);
    if (pollutant.empty()) continue;
    if (!record.results.emplace(std::move(pollutant), std::move(result)).second) {
      reader.Problem(At(i, "pollutant_code"), kDuplicatePollutant);
    }
  }
}

}  // namespace

SamplingLine ReadSampling(const RawSampling& raw, int line, absl::CivilDay today,
                          records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  SamplingLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  Sampling& record = out.record;
  record.stack_id = reader.Id("stack_id", raw.stack_id);
  const std::optional<absl::CivilDay> day = reader.Day("day", raw.day);
  record.number = raw.number.value_or(1);
  const bool numbered = record.number >= 1 && record.number <= 999;
  if (!numbered) reader.Problem("sampling_number", kNumber);
  if (day) {
    record.day = *day;
    out.month = MonthOf(*day);
    if (!record.stack_id.empty() && numbered)
      out.key = SamplingKey(record.stack_id, *day, record.number);
  }
  if (raw.remove) return out;

  if (!raw.time.empty() && !IsTime(raw.time)) {
    reader.Problem("time", kTime);
  } else {
    record.time = std::string(raw.time);
  }
  const Decimal zero(0);
  const Decimal hundred(100);
  record.weather_condition =
      reader.Text("weather.condition", raw.weather_condition, 50, kTooLong50);
  record.air_temperature =
      reader.OptionalNumber("weather.air_temperature_celsius", raw.air_temperature, Decimal(-60),
                            Decimal(60), kTemperature);
  record.humidity =
      reader.OptionalNumber("weather.humidity_percent", raw.humidity, zero, hundred, kPercent);
  record.pressure = reader.OptionalNumber("weather.pressure_mmhg", raw.pressure, Decimal(300),
                                          Decimal(900), kPressure);
  record.wind_direction = reader.Text("weather.wind_direction", raw.wind_direction, 20, kTooLong20);
  record.wind_speed = reader.OptionalNumber("weather.wind_speed_m_per_s", raw.wind_speed, zero,
                                            hundred, kWindSpeed);
  record.flow = reader.OptionalAmount("flow_sm3_per_min", raw.flow);
  record.velocity = reader.OptionalAmount("velocity_m_per_s", raw.velocity);
  record.gas_temperature = reader.OptionalNumber("gas_temperature_celsius", raw.gas_temperature,
                                                 Decimal(-60), Decimal(2000), kGasTemperature);
  record.moisture =
      reader.OptionalNumber("moisture_percent", raw.moisture, zero, hundred, kPercent);

  const Decimal air(21);
  record.standard_oxygen = reader.OptionalNumber("standard_oxygen_percent", raw.standard_oxygen,
                                                 zero, air, kStandardOxygen);
  if (record.standard_oxygen && *record.standard_oxygen == air) {
    reader.Problem("standard_oxygen_percent", kStandardOxygen);
  }
  record.measured_oxygen = reader.OptionalNumber("measured_oxygen_percent", raw.measured_oxygen,
                                                 zero, Decimal(25), kMeasuredOxygen);
  if (record.standard_oxygen && record.measured_oxygen && *record.measured_oxygen >= air) {
    reader.Problem("measured_oxygen_percent", kOxygenOfAir);
  }
  ReadResults(raw, reader, record);
  return out;
}

void CheckStacks(const std::vector<SamplingLine>& lines, const StackBook& stacks,
                 records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const Sampling& record = lines[i].record;
    const int line = static_cast<int>(i);
    const auto year = stacks.find(static_cast<int>(record.day.year()));
    const Stack* stack = nullptr;
    if (year != stacks.end()) {
      const auto found = year->second.find(record.stack_id);
      if (found != year->second.end()) stack = &found->second;
    }
    if (stack == nullptr) {
      problems.Add(line, "stack_id", kUnknownStack);
    } else if (stack->closed_on && record.day >= *stack->closed_on) {
      problems.Add(line, "stack_id", kStackClosed);
    }
  }
}

void CheckCodes(const std::vector<SamplingLine>& lines, const CodeBook& codes,
                records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const Sampling& record = lines[i].record;
    for (const auto& [pollutant, result] : record.results) {
      if (codes.FindOn(CodeTable::kPollutant, pollutant, record.day) == nullptr) {
        problems.Add(static_cast<int>(i), "results." + pollutant + ".pollutant_code",
                     kUnknownPollutant);
      }
      if (!result.unit_code.empty() &&
          codes.FindOn(CodeTable::kConcentrationUnit, result.unit_code, record.day) == nullptr) {
        problems.Add(static_cast<int>(i), "results." + pollutant + ".unit_code", kUnknownUnit);
      }
    }
  }
}

std::string SamplingKey(std::string_view stack_id, absl::CivilDay day, int number) {
  return std::string(stack_id) + ' ' + FormatDay(day) + ' ' + std::to_string(number);
}

}  // namespace sems::measurement
