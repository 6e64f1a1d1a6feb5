#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/values/decimal.h"

// 자가측정 기록 (Art. 27(1)). What has to be measured and what is allowed are in tables that the
// sources do not hold.
namespace sems::noise {

enum class DayPeriod { kDay, kEvening, kNight };  // 주간, 저녁, 야간

struct SelfMeasurement {
  absl::CivilDay measured_on;
  DayPeriod period = DayPeriod::kDay;
  std::string point;
  int round = 1;
  std::optional<Decimal> noise_db_a;
  std::optional<Decimal> vibration_db_v;
  std::optional<Decimal> noise_limit_db_a;
  std::optional<Decimal> vibration_limit_db_v;
  std::string limit_basis;
  std::string instrument;
  bool by_agent = false;  // 측정대행자
  std::string measurer;
  std::string agent_name;
  std::string remark;

  friend bool operator==(const SelfMeasurement&, const SelfMeasurement&) = default;
};
using SelfMeasurementLine = records::BatchLine<SelfMeasurement>;

struct RawSelfMeasurement {
  std::string_view measured_on;
  std::optional<DayPeriod> period;
  std::string_view point;
  int round = 0;  // 0: not given
  std::string_view noise_db_a;
  std::string_view vibration_db_v;
  std::string_view noise_limit_db_a;
  std::string_view vibration_limit_db_v;
  std::string_view limit_basis;
  std::string_view instrument;
  std::optional<bool> by_agent;
  std::string_view measurer;
  std::string_view agent_name;
  std::string_view remark;
  std::string_view etag;
  bool remove = false;
};

SelfMeasurementLine ReadSelfMeasurement(const RawSelfMeasurement& raw, int line,
                                        absl::CivilDay today, records::LineProblems& problems);

std::string SelfMeasurementKey(const SelfMeasurement& record);

enum class LimitVerdict { kWithin, kAbove, kLimitNotKnown };

// At the limit is within it (이하). Without a limit nothing is said.
LimitVerdict CompareWithLimit(const Decimal& level, const std::optional<Decimal>& limit);

}  // namespace sems::noise
