#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/records/line_problems.h"
#include "common/values/decimal.h"
#include "services/measurement/domain/code_book.h"
#include "services/measurement/domain/stack_book.h"

namespace sems::measurement {

// 측정항목: what was found of one pollutant.
struct PollutantResult {
  Decimal concentration;
  std::string unit_code;
  std::string method;
  std::string instrument;
  std::string agent;
  std::string sampler;
  std::string analyst;
  bool operator==(const PollutantResult&) const = default;
};

// 자가측정: one sampling at one stack. Numbers that were not entered are absent.
struct Sampling {
  std::string stack_id;
  absl::CivilDay day;
  int number = 1;
  std::string time;  // HH:MM, or empty
  std::string weather_condition;
  std::optional<Decimal> air_temperature;
  std::optional<Decimal> humidity;
  std::optional<Decimal> pressure;
  std::string wind_direction;
  std::optional<Decimal> wind_speed;
  std::optional<Decimal> flow;
  std::optional<Decimal> velocity;
  std::optional<Decimal> gas_temperature;
  std::optional<Decimal> moisture;
  std::optional<Decimal> standard_oxygen;
  std::optional<Decimal> measured_oxygen;
  std::map<std::string, PollutantResult> results;  // by pollutant code
  bool operator==(const Sampling&) const = default;
};

struct RawResult {
  std::string_view pollutant_code = {};
  std::string_view concentration = {};
  std::string_view unit_code = {};
  std::string_view method = {};
  std::string_view instrument = {};
  std::string_view agent = {};
  std::string_view sampler = {};
  std::string_view analyst = {};
};
// A line as it was sent.
struct RawSampling {
  std::string_view stack_id = {};
  std::string_view day = {};
  std::optional<int> number = {};
  std::string_view time = {};
  std::string_view weather_condition = {};
  std::string_view air_temperature = {};
  std::string_view humidity = {};
  std::string_view pressure = {};
  std::string_view wind_direction = {};
  std::string_view wind_speed = {};
  std::string_view flow = {};
  std::string_view velocity = {};
  std::string_view gas_temperature = {};
  std::string_view moisture = {};
  std::string_view standard_oxygen = {};
  std::string_view measured_oxygen = {};
  std::vector<RawResult> results = {};
  std::string_view etag = {};
  bool remove = false;
};

using SamplingLine = records::BatchLine<Sampling>;

// Fields of IEPS form 1 (IEPS manual, 02 ② 대기자가측정기록부). SEMS keeps the day; the time of day
// may be given.
SamplingLine ReadSampling(const RawSampling& raw, int line, absl::CivilDay today,
                          records::LineProblems& problems);

// The stack exists in the year's inventory and still ran on the day.
void CheckStacks(const std::vector<SamplingLine>& lines, const StackBook& stacks,
                 records::LineProblems& problems);

// Pollutants and units hold on the day.
void CheckCodes(const std::vector<SamplingLine>& lines, const CodeBook& codes,
                records::LineProblems& problems);

std::string SamplingKey(std::string_view stack_id, absl::CivilDay day, int number);

}  // namespace sems::measurement
