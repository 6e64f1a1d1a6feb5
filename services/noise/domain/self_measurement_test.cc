#include "services/noise/domain/self_measurement.h"

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::noise {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilDay kToday(2026, 11, 10);

RawSelfMeasurement Good() {
  RawSelfMeasurement raw;
  raw.measured_on = "2026-11-10";
  raw.period = DayPeriod::kNight;
  raw.point = "부지경계 북측";
  raw.noise_db_a = "48.5";
  raw.instrument = "NL-52 00123";
  raw.by_agent = false;
  raw.measurer = "홍길동";
  return raw;
}

std::vector<std::string> ProblemsOf(const RawSelfMeasurement& raw) {
  records::LineProblems problems(1);
  ReadSelfMeasurement(raw, 0, kToday, problems);
  std::vector<std::string> told;
  for (const records::LineProblem& problem : problems.InOrder())
    told.push_back(problem.field + " " + std::string(problem.kind->code));
  return told;
}

TEST(SelfMeasurementTest, AGoodRecordIsRead) {
  records::LineProblems problems(1);
  const SelfMeasurementLine line = ReadSelfMeasurement(Good(), 0, kToday, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(line.key, "2026-11-10 NIGHT 부지경계 북측 1");
}

TEST(SelfMeasurementTest, WhatIsWrongIsToldWithItsField) {
  struct Case {
    const char* why;
    std::function<void(RawSelfMeasurement&)> change;
    std::string problem;
  };
  const std::vector<Case> cases = {
      {"tomorrow", [](auto& r) { r.measured_on = "2026-11-11"; }, "measured_on FUTURE_DAY"},
      {"no period", [](auto& r) { r.period.reset(); }, "period REQUIRED"},
      {"no point", [](auto& r) { r.point = ""; }, "point REQUIRED"},
      {"round 100", [](auto& r) { r.round = 100; }, "round OUT_OF_RANGE"},
      {"no level", [](auto& r) { r.noise_db_a = ""; }, "noise_db_a NOT_MEASURED"},
      {"200.1 dB", [](auto& r) { r.noise_db_a = "200.1"; }, "noise_db_a OUT_OF_RANGE"},
      {"a limit from nowhere", [](auto& r) { r.noise_limit_db_a = "50"; },
       "limit_basis LIMIT_WITHOUT_BASIS"},
      {"a limit of nothing",
       [](auto& r) {
         r.vibration_limit_db_v = "60";
         r.limit_basis = "허가조건";
       },
       "vibration_limit_db_v LIMIT_WITHOUT_LEVEL"},
      {"by whom", [](auto& r) { r.by_agent.reset(); }, "measured_by REQUIRED"},
      {"agent unnamed", [](auto& r) { r.by_agent = true; }, "agent_name REQUIRED"},
      {"agent not there", [](auto& r) { r.agent_name = "한국환경"; },
       "agent_name AGENT_NAME_NOT_EXPECTED"},
      {"measurer", [](auto& r) { r.measurer = ""; }, "measurer REQUIRED"},
      {"instrument", [](auto& r) { r.instrument = ""; }, "instrument REQUIRED"},
  };
  for (const Case& c : cases) {
    RawSelfMeasurement raw = Good();
    c.change(raw);
    EXPECT_THAT(ProblemsOf(raw), ElementsAre(c.problem)) << c.why;
  }
  RawSelfMeasurement vibration = Good();
  vibration.noise_db_a = "";
  vibration.vibration_db_v = "55";
  EXPECT_THAT(ProblemsOf(vibration), IsEmpty());
}

// 별표 4 is not in the sources: without a limit that somebody states, nothing is said.
TEST(SelfMeasurementTest, ALevelIsComparedWithAStatedLimitAlone) {
  const Decimal limit = Decimal::Literal("50");
  EXPECT_EQ(CompareWithLimit(Decimal::Literal("49.9"), limit), LimitVerdict::kWithin);
  EXPECT_EQ(CompareWithLimit(Decimal::Literal("50.0"), limit), LimitVerdict::kWithin);
  EXPECT_EQ(CompareWithLimit(Decimal::Literal("50.1"), limit), LimitVerdict::kAbove);
  EXPECT_EQ(CompareWithLimit(Decimal::Literal("120"), std::nullopt), LimitVerdict::kLimitNotKnown);
}

}  // namespace
}  // namespace sems::noise
