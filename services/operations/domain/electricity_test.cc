#include "services/operations/domain/electricity.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

using State = ElectricityState;
const absl::CivilDay kDay(2026, 10, 1);  // its yesterday lies in the month before

Meter Row(std::string id, std::string number, const char* multiplier, absl::CivilDay from,
          int digits = 5) {
  return {std::move(id), std::move(number), Decimal::Literal(multiplier), from,
          digits,        std::nullopt};
}

Readings Read(std::vector<std::pair<std::string, const char*>> readings) {
  Readings out;
  for (auto& [meter, value] : readings) out.emplace(meter, Decimal::Literal(value));
  return out;
}

MeterEvent Rollover(std::string meter, std::string next, int digits, const char* last,
                    const char* first) {
  return {"d",    std::move(meter),       std::move(next),        kDay, MeterEvent::Kind::kRollover,
          digits, Decimal::Literal(last), Decimal::Literal(first)};
}

MeterEvent Swap(std::string meter, std::string next, const char* last, const char* first) {
  MeterEvent event = Rollover(std::move(meter), std::move(next), 5, last, first);
  event.kind = MeterEvent::Kind::kSwap;
  return event;
}

struct ElectricityCase {
  const char* what;
  std::vector<Meter> meters;
  Readings yesterday;
  Readings today;
  std::vector<MeterEvent> events;
  State state;
  const char* kwh;
  const char* formula;
};

// IEPS manual, 02 ④: 전력사용량 = (당일검침량 − 전일검침량) × 적산전력계배율계수; 붙임 운영 전제
// 사항.
TEST(ComputeElectricity, IsTheDifferenceOrSaysWhyNot) {
  const absl::CivilDay old(2020, 1, 1);
  const std::vector<Meter> one = {Row("a", "1", "20", old)};
  const std::vector<Meter> two = {Row("a", "1", "20", old), Row("b", "2", "0.5", old)};
  const std::vector<Meter> replaced = {Row("a", "1", "20", old), Row("a2", "1", "20", kDay)};
  const std::vector<Meter> other_multiplier = {Row("a", "1", "20", old),
                                               Row("a2", "1", "40", kDay)};
  const std::vector<Meter> changed_yesterday = {Row("a", "1", "20", old),
                                                Row("a2", "1", "40", kDay - 1)};
  std::vector<Meter> mistake = {Row("a", "1", "20", old), Row("x", "1", "99", kDay)};
  mistake[1].removed_on = kDay;
  std::vector<Meter> removed = two;
  removed[1].removed_on = kDay;

  const ElectricityCase cases[] = {
      {"difference times multiplier",
       one,
       Read({{"a", "1240.5"}}),
       Read({{"a", "1250"}}),
       {},
       State::kComputed,
       "190",
       "(1250 − 1240.5) × 20"},
      {"nothing used is a zero, not an empty cell",
       one,
       Read({{"a", "7"}}),
       Read({{"a", "7"}}),
       {},
       State::kComputed,
       "0",
       "(7 − 7) × 20"},
      {"summed over the meters",
       two,
       Read({{"a", "10"}, {"b", "3"}}),
       Read({{"a", "11"}, {"b", "8"}}),
       {},
       State::kComputed,
       "22.5",
       "(11 − 10) × 20 + (8 − 3) × 0.5"},
      {"fractions are exact",
       one,
       Read({{"a", "0.1"}}),
       Read({{"a", "0.3"}}),
       {},
       State::kComputed,
       "4",
       "(0.3 − 0.1) × 20"},
      {"no reading at all", one, Read({{"a", "1"}}), {}, {}, State::kNoReading, nullptr, ""},
      {"one of two meters not read",
       two,
       Read({{"a", "10"}, {"b", "3"}}),
       Read({{"a", "11"}}),
       {},
       State::kMeterNotRead,
       nullptr,
       ""},
      {"no yesterday", one, {}, Read({{"a", "11"}}), {}, State::kNoPreviousReading, nullptr, ""},
      {"yesterday lacks one meter",
       two,
       Read({{"a", "10"}}),
       Read({{"a", "11"}, {"b", "8"}}),
       {},
       State::kNoPreviousReading,
       nullptr,
       ""},
      {"a meter's first day",
       {Row("a", "1", "20", kDay)},
       {},
       Read({{"a", "11"}}),
       {},
       State::kNoPreviousReading,
       nullptr,
       ""},
      {"falling reading",
       one,
       Read({{"a", "99990"}}),
       Read({{"a", "12"}}),
       {},
       State::kFallingReading,
       nullptr,
       ""},
      {"multiplier changed today",
       other_multiplier,
       Read({{"a", "10"}}),
       Read({{"a2", "11"}}),
       {},
       State::kMultiplierChanged,
       nullptr,
       ""},
      {"multiplier changed yesterday: today is computed again",
       changed_yesterday,
       Read({{"a2", "10"}}),
       Read({{"a2", "11"}}),
       {},
       State::kComputed,
       "40",
       "(11 − 10) × 40"},
      {"another row, undeclared",
       replaced,
       Read({{"a", "10"}}),
       Read({{"a2", "11"}}),
       {},
       State::kMeterReplaced,
       nullptr,
       ""},
      {"a row entered by mistake never counts",
       mistake,
       Read({{"a", "10"}}),
       Read({{"a", "11"}}),
       {},
       State::kComputed,
       "20",
       "(11 − 10) × 20"},
      {"a removed meter is not waited for",
       removed,
       Read({{"a", "10"}, {"b", "3"}}),
       Read({{"a", "11"}}),
       {},
       State::kComputed,
       "20",
       "(11 − 10) × 20"},
      {"rollover on the same row",
       one,
       Read({{"a", "99990"}}),
       Read({{"a", "12"}}),
       {Rollover("a", "", 5, "99999.9", "0")},
       State::kComputed,
       "440",
       "(10^5 − 99990 + 12) × 20"},
      {"rollover on to a new row",
       replaced,
       Read({{"a", "99990"}}),
       Read({{"a2", "12"}}),
       {Rollover("a", "a2", 5, "99999", "0")},
       State::kComputed,
       "440",
       "(10^5 − 99990 + 12) × 20"},
      {"a rollover does not explain another multiplier",
       other_multiplier,
       Read({{"a", "99990"}}),
       Read({{"a2", "12"}}),
       {Rollover("a", "a2", 5, "99999", "0")},
       State::kMultiplierChanged,
       nullptr,
       ""},
      {"swap with another multiplier",
       other_multiplier,
       Read({{"a", "1000"}}),
       Read({{"a2", "12"}}),
       {Swap("a", "a2", "1005", "2")},
       State::kComputed,
       "500",
       "(1005 − 1000) × 20 + (12 − 2) × 40"},
      {"the swap names another row",
       other_multiplier,
       Read({{"a", "1000"}}),
       Read({{"a2", "12"}}),
       {Swap("a", "", "1005", "2")},
       State::kEventContradicts,
       nullptr,
       ""},
      {"the last reading lies below yesterday's",
       other_multiplier,
       Read({{"a", "1000"}}),
       Read({{"a2", "12"}}),
       {Swap("a", "a2", "999", "2")},
       State::kEventContradicts,
       nullptr,
       ""},
      {"the first reading lies above today's",
       other_multiplier,
       Read({{"a", "1000"}}),
       Read({{"a2", "12"}}),
       {Swap("a", "a2", "1005", "13")},
       State::kEventContradicts,
       nullptr,
       ""},
      {"an event still needs yesterday",
       one,
       {},
       Read({{"a", "12"}}),
       {Rollover("a", "", 5, "99999", "0")},
       State::kNoPreviousReading,
       nullptr,
       ""},
      {"an event of another meter explains nothing",
       two,
       Read({{"a", "10"}, {"b", "9"}}),
       Read({{"a", "11"}, {"b", "8"}}),
       {Rollover("a", "", 5, "99999", "0")},
       State::kFallingReading,
       nullptr,
       ""},
  };
  for (const ElectricityCase& c : cases) {
    Electricity result = ComputeElectricity(DeviceMeters(c.meters), {.day = kDay,
                                                                     .amount_used = {},
                                                                     .today = c.today,
                                                                     .yesterday = c.yesterday,
                                                                     .events = c.events});
    EXPECT_EQ(result.state, c.state) << c.what;
    EXPECT_EQ(result.kwh ? result.kwh->ToString() : "", c.kwh != nullptr ? c.kwh : "") << c.what;
    EXPECT_EQ(result.formula, c.formula) << c.what;
  }
}

// The manual announces the amount used instead of the reading (SEMS 입력 기준을 사용량으로 변경
// 예정).
TEST(ComputeElectricity, TakesAnEnteredAmountAsItIs) {
  const Electricity result =
      ComputeElectricity(DeviceMeters({Row("a", "1", "20", absl::CivilDay(2020, 1, 1))}),
                         {.day = kDay,
                          .amount_used = Decimal::Literal("12.50"),
                          .today = {},
                          .yesterday = {},
                          .events = {}});
  EXPECT_EQ(result.state, State::kEntered);
  EXPECT_EQ(result.kwh->ToString(), "12.50");
}

}  // namespace
}  // namespace sems::operations
