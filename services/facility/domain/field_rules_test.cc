#include "services/facility/domain/field_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::facility {
namespace {

std::string CodeOf(const Faults& faults) { return faults.empty() ? "" : faults.front().code; }

TEST(FieldRules, Texts) {
  struct Case {
    std::string value;
    int min;
    int max;
    std::string code;
  };
  for (const Case& c : {
           Case{"", 0, 5, ""},
           Case{"", 1, 5, "REQUIRED"},
           Case{"1호기보일러", 1, 6, ""},  // characters, not bytes
           Case{"1호기보일러", 1, 5, "TOO_LONG"},
           Case{"Ash 저장시설", 1, 20, ""},  // IEPS manual 04: a blank inside
           Case{"Ash\t저장", 1, 20, "CONTROL_CHARACTER"},
           Case{"Ash\n", 1, 20, "CONTROL_CHARACTER"},
           Case{" Ash", 1, 20, "BLANK_AT_AN_END"},
           Case{"Ash ", 1, 20, "BLANK_AT_AN_END"},
           Case{"Ash\xC2\xA0", 1, 20, "BLANK_AT_AN_END"},
           Case{"\xE3\x80\x80호기", 1, 20, "BLANK_AT_AN_END"},
       }) {
    Faults faults;
    CheckText("name", c.value, c.min, c.max, faults);
    EXPECT_EQ(CodeOf(faults), c.code) << c.value;
  }
}

TEST(FieldRules, Decimals) {
  DecimalRange height = {.min = "0", .max = "500", .max_scale = 3, .above_min = true};
  DecimalRange percent = {.min = "0", .max = "100", .max_scale = 4};
  struct Case {
    std::string value;
    DecimalRange range;
    std::string code;
  };
  for (const Case& c : {
           Case{"", height, ""},
           Case{"45.5", height, ""},
           Case{"500", height, ""},
           Case{"500.001", height, "OUT_OF_RANGE"},
           Case{"0", height, "OUT_OF_RANGE"},
           Case{"0", percent, ""},
           Case{"-1", percent, "OUT_OF_RANGE"},
           Case{"1.2345", height, "TOO_PRECISE"},
           Case{"1.2340", height, ""},  // a zero that ends the fraction says nothing
           Case{"1e3", height, "INVALID_DECIMAL"},
           Case{"1,000", height, "INVALID_DECIMAL"},
           Case{"NaN", height, "INVALID_DECIMAL"},
           Case{"1234567890123456", height, "INVALID_DECIMAL"},
       }) {
    Faults faults;
    CheckDecimal("height_m", c.value, c.range, faults);
    EXPECT_EQ(CodeOf(faults), c.code) << c.value;
  }
}

TEST(FieldRules, DaysExist) {
  struct Case {
    std::string value;
    std::string code;
  };
  for (const Case& c : {Case{"", ""}, Case{"2026-02-28", ""}, Case{"2026-02-31", "INVALID_DATE"},
                        Case{"20260228", "INVALID_DATE"}, Case{"2026-2-8", "INVALID_DATE"}}) {
    Faults faults;
    CheckDay("installed_on", c.value, faults);
    EXPECT_EQ(CodeOf(faults), c.code) << c.value;
  }
}

TEST(FieldRules, CapacityAndUnitComeTogether) {
  struct Case {
    std::string capacity;
    std::string unit;
    std::string field;
  };
  for (const Case& c : {Case{"", "", ""}, Case{"100", "t/h", ""}, Case{"100", "", "capacity_unit"},
                        Case{"", "t/h", "capacity"}, Case{"0", "t/h", "capacity"}}) {
    Faults faults;
    CheckCapacity(c.capacity, c.unit, faults);
    EXPECT_EQ(faults.empty() ? "" : faults.front().field, c.field) << c.capacity << c.unit;
  }
}

}  // namespace
}  // namespace sems::facility
