#include "services/facility/domain/meter.h"

#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gtest/gtest.h"

namespace sems::facility {
namespace {

Meter Row(std::string id, std::string valid_from, std::string removed_on = "",
          std::string number = "1") {
  return {.id = std::move(id),
          .number = std::move(number),
          .multiplier = "40",
          .valid_from = std::move(valid_from),
          .digits = 6,
          .removed_on = std::move(removed_on)};
}

// 전력사용량 = (당일검침량 − 전일검침량) × 적산전력계배율계수
// (IEPS manual, 붙임 운영 전제 사항), so each day has at most one meter row per meter number.
TEST(Meter, TheRowOfADay) {
  const std::vector<Meter> meters = {
      Row("first", "2020-01-01"),
      Row("second", "2026-03-10", "2026-09-01"),
      Row("mistake", "2026-02-01", "2026-02-01"),
      Row("other", "2026-05-01", "", "2"),
  };
  struct Case {
    std::string number;
    std::string day;
    std::string id;  // empty: none
  };
  for (const Case& c : {
           Case{"1", "2019-12-31", ""},
           Case{"1", "2020-01-01", "first"},
           Case{"1", "2026-02-15", "first"},  // a row never in use hides nothing
           Case{"1", "2026-03-09", "first"},
           Case{"1", "2026-03-10", "second"},
           Case{"1", "2026-08-31", "second"},
           Case{"1", "2026-09-01", ""},  // removed, nothing followed
           Case{"2", "2026-04-30", ""},
           Case{"2", "2027-01-01", "other"},
           Case{"3", "2026-06-01", ""},
       }) {
    const Meter* found = MeterOn(meters, c.number, *ParseDay(c.day));
    EXPECT_EQ(found == nullptr ? "" : found->id, c.id) << c.number << " " << c.day;
  }
}

TEST(Meter, RowsMustNotContradictOneAnother) {
  struct Case {
    std::string what;
    std::vector<Meter> named;
    std::vector<Meter> kept;
    std::string field;
    std::string code;
  };
  Meter negative = Row("", "2026-01-01");
  negative.multiplier = "-1";
  Meter zero = Row("", "2026-01-01");
  zero.multiplier = "0";
  Meter none = Row("", "2026-01-01");
  none.multiplier = "";
  Meter wide = Row("", "2026-01-01");
  wide.digits = 13;
  for (const Case& c : {
           Case{"one", {Row("", "2026-01-01")}, {}, "", ""},
           Case{"replaced", {Row("", "2026-03-10")}, {Row("a", "2020-01-01")}, "", ""},
           Case{"two numbers", {Row("", "2026-01-01"), Row("", "2026-01-01", "", "2")}, {}, "", ""},
           Case{"same day twice",
                {Row("", "2026-01-01"), Row("", "2026-01-01")},
                {},
                "meters[1].valid_from",
                "METER_TWICE"},
           Case{"same day as a kept one",
                {Row("", "2020-01-01")},
                {Row("a", "2020-01-01")},
                "meters[0].valid_from",
                "METER_TWICE"},
           Case{"a mistake is no twin",
                {Row("", "2020-01-01")},
                {Row("a", "2020-01-01", "2020-01-01")},
                "",
                ""},
           Case{"removed after the next began",
                {Row("", "2026-03-10")},
                {Row("a", "2020-01-01", "2026-04-01")},
                "meters[0].removed_on",
                "METER_OVERLAP"},
           Case{"removed on the day the next began",
                {Row("", "2026-03-10")},
                {Row("a", "2020-01-01", "2026-03-10")},
                "",
                ""},
           Case{"removed before it was there",
                {Row("", "2026-03-10", "2026-03-09")},
                {},
                "meters[0].removed_on",
                "OUT_OF_ORDER"},
           Case{"negative", {negative}, {}, "meters[0].multiplier", "OUT_OF_RANGE"},
           Case{"zero", {zero}, {}, "meters[0].multiplier", "OUT_OF_RANGE"},
           Case{"no multiplier", {none}, {}, "meters[0].multiplier", "REQUIRED"},
           Case{"too wide", {wide}, {}, "meters[0].digits", "OUT_OF_RANGE"},
           Case{"no such day", {Row("", "2026-02-31")}, {}, "meters[0].valid_from", "INVALID_DATE"},
       }) {
    Faults faults = CheckMeters(c.named, c.kept);
    EXPECT_EQ(faults.empty() ? "" : faults.front().field, c.field) << c.what;
    EXPECT_EQ(faults.empty() ? "" : faults.front().code, c.code) << c.what;
  }
}

}  // namespace
}  // namespace sems::facility
