#include "services/noise/domain/self_measurement.h"

#include "absl/strings/str_cat.h"
#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"

namespace sems::noise {
namespace {

using records::LineReader;
using records::ProblemKind;

constexpr size_t kMaxPoint = 100;
constexpr size_t kMaxName = 50;
constexpr size_t kMaxAgent = 100;
constexpr size_t kMaxBasis = 200;
constexpr size_t kMaxInstrument = 200;
constexpr size_t kMaxRemark = 2000;
constexpr int kMaxRound = 99;
constexpr int kMaxLevel = 200;  // no measurement reads more

constexpr ProblemKind kRound{"OUT_OF_RANGE", "must be 1 to 99", "1에서 99까지의 정수여야 합니다"};
constexpr ProblemKind kLevel{"OUT_OF_RANGE", "must be 0 to 200", "0에서 200까지의 값이어야 합니다"};
constexpr ProblemKind kNotMeasured{"NOT_MEASURED", "a noise or a vibration level must be given",
                                   "소음도 또는 진동레벨을 입력해야 합니다"};
constexpr ProblemKind kNoBasis{"LIMIT_WITHOUT_BASIS",
                               "where the limit was taken from must be given",
                               "기준값의 근거를 입력해야 합니다"};
constexpr ProblemKind kNoLevel{"LIMIT_WITHOUT_LEVEL", "a limit needs the level that it is for",
                               "측정값이 없는 항목의 기준값은 입력할 수 없습니다"};
constexpr ProblemKind kAgentName{"AGENT_NAME_NOT_EXPECTED",
                                 "is given for a measurement by an agent only",
                                 "측정대행자가 측정한 경우에만 입력할 수 있습니다"};
constexpr ProblemKind kTooLong50{"TOO_LONG", "must be at most 50 characters",
                                 "50자까지 입력할 수 있습니다"};
constexpr ProblemKind kTooLong100{"TOO_LONG", "must be at most 100 characters",
                                  "100자까지 입력할 수 있습니다"};
constexpr ProblemKind kTooLong200{"TOO_LONG", "must be at most 200 characters",
                                  "200자까지 입력할 수 있습니다"};
constexpr ProblemKind kTooLong2000{"TOO_LONG", "must be at most 2,000 characters",
                                   "2,000자까지 입력할 수 있습니다"};

std::optional<Decimal> Level(LineReader& reader, std::string_view field, std::string_view text) {
  return reader.OptionalNumber(field, text, Decimal(0), Decimal(kMaxLevel), kLevel);
}

void ReadLevels(const RawSelfMeasurement& raw, LineReader& reader, SelfMeasurement& record) {
  record.noise_db_a = Level(reader, "noise_db_a", raw.noise_db_a);
  record.vibration_db_v = Level(reader, "vibration_db_v", raw.vibration_db_v);
  record.noise_limit_db_a = Level(reader, "noise_limit_db_a", raw.noise_limit_db_a);
  record.vibration_limit_db_v = Level(reader, "vibration_limit_db_v", raw.vibration_limit_db_v);
  record.limit_basis = reader.Text("limit_basis", raw.limit_basis, kMaxBasis, kTooLong200);
  if (raw.noise_db_a.empty() && raw.vibration_db_v.empty())
    reader.Problem("noise_db_a", kNotMeasured);
  if (!raw.noise_limit_db_a.empty() && raw.noise_db_a.empty())
    reader.Problem("noise_limit_db_a", kNoLevel);
  if (!raw.vibration_limit_db_v.empty() && raw.vibration_db_v.empty())
    reader.Problem("vibration_limit_db_v", kNoLevel);
  const bool limited = !raw.noise_limit_db_a.empty() || !raw.vibration_limit_db_v.empty();
  if (limited && raw.limit_basis.empty()) reader.Problem("limit_basis", kNoBasis);
}

}  // namespace

std::string SelfMeasurementKey(const SelfMeasurement& record) {
  static constexpr const char* kPeriods[] = {"DAY", "EVENING", "NIGHT"};
  return absl::StrCat(FormatDay(record.measured_on), " ", kPeriods[static_cast<int>(record.period)],
                      " ", record.point, " ", record.round);
}

SelfMeasurementLine ReadSelfMeasurement(const RawSelfMeasurement& raw, int line,
                                        absl::CivilDay today, records::LineProblems& problems) {
  LineReader reader(line, today, problems);
  SelfMeasurementLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  SelfMeasurement& record = out.record;
  const std::optional<absl::CivilDay> day = reader.Day("measured_on", raw.measured_on);
  if (!raw.period) reader.Problem("period", records::kRequired);
  record.period = raw.period.value_or(DayPeriod::kDay);
  record.point = reader.RequiredText("point", raw.point, kMaxPoint, kTooLong100);
  record.round = raw.round == 0 ? 1 : raw.round;
  if (record.round < 1 || record.round > kMaxRound) reader.Problem("round", kRound);
  if (day) {
    record.measured_on = *day;
    out.month = MonthOf(*day);
    if (!reader.bad()) out.key = SelfMeasurementKey(record);
  }
  if (raw.remove) return out;

  ReadLevels(raw, reader, record);
  record.instrument =
      reader.RequiredText("instrument", raw.instrument, kMaxInstrument, kTooLong200);
  record.measurer = reader.RequiredText("measurer", raw.measurer, kMaxName, kTooLong50);
  record.remark = reader.Text("remark", raw.remark, kMaxRemark, kTooLong2000);
  if (!raw.by_agent) reader.Problem("measured_by", records::kRequired);
  record.by_agent = raw.by_agent.value_or(false);
  if (record.by_agent) {
    record.agent_name = reader.RequiredText("agent_name", raw.agent_name, kMaxAgent, kTooLong100);
  } else if (raw.by_agent && !raw.agent_name.empty()) {
    reader.Problem("agent_name", kAgentName);
  }
  return out;
}

LimitVerdict CompareWithLimit(const Decimal& level, const std::optional<Decimal>& limit) {
  if (!limit) return LimitVerdict::kLimitNotKnown;
  return level > *limit ? LimitVerdict::kAbove : LimitVerdict::kWithin;
}

}  // namespace sems::noise
