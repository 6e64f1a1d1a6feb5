// 심사수수료 (leaflet L84-94), at every edge of every band.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_fee.h"
#include "tests/law/hazard/hazard_law_files.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::ElementsAre;

FeeAnswer Industry(const char* extent, const char* power) {
  FeeQuestion question;
  question.industry_extent = extent;
  if (power != nullptr) question.contract_power_kw = Decimal::Literal(power);
  return ComputeFee(TestedLaw(), question);
}
FeeAnswer EquipmentFee(const char* extent, const char* units) {
  FeeQuestion question;
  question.equipment_extent = extent;
  if (units != nullptr) question.units = Decimal::Literal(units);
  return ComputeFee(TestedLaw(), question);
}

TEST(HazardFeeTest, OfAWholeLineGoesByContractPower) {
  struct Case {
    const char* kw;
    std::int64_t krw;
    const char* row;
  };
  const Case kCases[] = {
      {"0", 84000, "industry_line_lt500"},        {"300", 84000, "industry_line_lt500"},
      {"499", 84000, "industry_line_lt500"},      {"499.9999", 84000, "industry_line_lt500"},
      {"500", 123000, "industry_line_lt2000"},    {"501", 123000, "industry_line_lt2000"},
      {"1999", 123000, "industry_line_lt2000"},   {"1999.9999", 123000, "industry_line_lt2000"},
      {"2000", 183000, "industry_line_ge2000"},   {"2001", 183000, "industry_line_ge2000"},
      {"999999", 183000, "industry_line_ge2000"},
  };
  for (const Case& c : kCases) {
    const FeeAnswer answer = Industry("whole_line", c.kw);
    ASSERT_NE(answer.due, nullptr) << c.kw;
    EXPECT_EQ(answer.due, answer.industry);
    EXPECT_EQ(answer.due->krw, c.krw) << c.kw;
    EXPECT_EQ(answer.due->id, c.row) << c.kw;
    EXPECT_EQ(answer.equipment, nullptr);
  }
}

TEST(HazardFeeTest, OfPartIsOneAmount) {
  for (const char* kw : {static_cast<const char*>(nullptr), "1", "499", "500", "2000"}) {
    const FeeAnswer answer = Industry("part", kw);
    ASSERT_NE(answer.due, nullptr);
    EXPECT_EQ(answer.due->krw, 67000);
    EXPECT_THAT(answer.due->source.lines, ElementsAre(90));
  }
}

TEST(HazardFeeTest, OfEquipmentGoesByUnits) {
  struct Case {
    const char* units;
    std::int64_t krw;
    const char* row;
  };
  const Case kCases[] = {
      {"1", 44000, "equipment_lt3"}, {"2", 44000, "equipment_lt3"},   {"3", 58000, "equipment_lt6"},
      {"4", 58000, "equipment_lt6"}, {"5", 58000, "equipment_lt6"},   {"6", 67000, "equipment_ge6"},
      {"7", 67000, "equipment_ge6"}, {"100", 67000, "equipment_ge6"},
  };
  for (const Case& c : kCases) {
    const FeeAnswer answer = EquipmentFee("install_or_move", c.units);
    ASSERT_NE(answer.due, nullptr) << c.units;
    EXPECT_EQ(answer.due, answer.equipment);
    EXPECT_EQ(answer.due->krw, c.krw) << c.units;
    EXPECT_EQ(answer.due->id, c.row) << c.units;
    EXPECT_EQ(answer.industry, nullptr);
  }
  EXPECT_EQ(EquipmentFee("install_or_move", "0").due, nullptr);
  EXPECT_EQ(EquipmentFee("part", nullptr).due->krw, 36000);
}

// Q-003-8: both are shown, the industry's is paid.
TEST(HazardFeeTest, OfBothIsTheIndustrys) {
  for (const char* extent : {"whole_line", "part"}) {
    for (const char* equipment : {"install_or_move", "part"}) {
      FeeQuestion question;
      question.industry_extent = extent;
      question.contract_power_kw = Decimal::Literal("300");
      question.equipment_extent = equipment;
      question.units = Decimal::Literal("6");
      const FeeAnswer answer = ComputeFee(TestedLaw(), question);
      ASSERT_NE(answer.industry, nullptr);
      ASSERT_NE(answer.equipment, nullptr);
      EXPECT_EQ(answer.due, answer.industry);
    }
  }
  EXPECT_THAT(TestedLaw().both_source.readings, ElementsAre("Q-003-8"));
}

TEST(HazardFeeTest, SaysWhatItNeeds) {
  EXPECT_TRUE(NeedsSize(TestedLaw(), "industry", "whole_line"));
  EXPECT_FALSE(NeedsSize(TestedLaw(), "industry", "part"));
  EXPECT_TRUE(NeedsSize(TestedLaw(), "equipment", "install_or_move"));
  EXPECT_FALSE(NeedsSize(TestedLaw(), "equipment", "part"));
}

// What is shown beside an amount.
TEST(HazardFeeTest, ShowsItsBand) {
  const FeeRow& middle = *Industry("whole_line", "500").due;
  EXPECT_EQ(middle.from->ToString(), "500");
  EXPECT_EQ(middle.below->ToString(), "2000");
  EXPECT_EQ(middle.unit, "kW");
  std::vector<std::string> names;
  for (const FeeRow& row : TestedLaw().fees) names.push_back(row.name.ko + " / " + row.name.en);
  EXPECT_THAT(
      names,
      ElementsAre(
          "일관설비 설치·이전, 500kW 미만 / whole line installed or moved, under 500 kW",
          "일관설비 설치·이전, 500kW 이상 2,000kW 미만 / whole line installed or moved, 500 kW to "
          "under 2,000 kW",
          "일관설비 설치·이전, 2,000kW 이상 / whole line installed or moved, 2,000 kW or more",
          "설비 일부의 증설·이전·변경 / part of the equipment added, moved or changed",
          "설비대상 설치·이전, 3기 미만 / target equipment installed or moved, fewer than 3 units",
          "설비대상 설치·이전, 3기 이상 6기 미만 / target equipment installed or moved, 3 to 5 "
          "units",
          "설비대상 설치·이전, 6기 이상 / target equipment installed or moved, 6 units or more",
          "설비대상 일부 변경 / part of target equipment changed"));
  EXPECT_EQ(EquipmentFee("install_or_move", "1").due->from->ToString(), "1");
}

}  // namespace
}  // namespace sems::chemsafety::hazard
