#include "services/ieps/domain/code_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sems::ieps {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Day = absl::CivilDay;

CodeEntry Entry(std::string sems, std::string ieps, Day from = Day(2020, 1, 1),
                std::optional<Day> until = std::nullopt) {
  return {std::move(sems), std::move(ieps), "이름", "", from, until};
}

TEST(CodeMaps, FindsTheEntryThatHoldsOnTheDay) {
  CodeMaps codes;
  codes.Add(CodeTable::kPollutant, Entry("28", "A", Day(2020, 1, 1), Day(2026, 7, 1)));
  codes.Add(CodeTable::kPollutant, Entry("28", "B", Day(2026, 7, 1)));
  EXPECT_EQ(codes.Find(CodeTable::kPollutant, "28", Day(2026, 6, 30))->ieps_code, "A");
  EXPECT_EQ(codes.Find(CodeTable::kPollutant, "28", Day(2026, 7, 1))->ieps_code, "B");
  EXPECT_EQ(codes.Find(CodeTable::kPollutant, "28", Day(2019, 12, 31)), nullptr);
  EXPECT_EQ(codes.Find(CodeTable::kPollutant, "29", Day(2026, 7, 1)), nullptr);
  EXPECT_EQ(codes.Find(CodeTable::kEnergy, "28", Day(2026, 7, 1)), nullptr);
}

std::vector<std::string> Found(CodeTable table, const std::vector<CodeEntry>& entries) {
  std::vector<std::string> found;
  for (const CodeEntryError& error : CheckCodeMap(table, entries)) {
    EXPECT_FALSE(error.message.empty());
    EXPECT_FALSE(error.message_ko.empty());
    found.push_back(std::to_string(error.line) + " " + error.field + " " + error.code);
  }
  return found;
}

TEST(CheckCodeMap, NamesEveryWrongEntry) {
  CodeEntry unit = Entry("10", "");
  EXPECT_THAT(Found(CodeTable::kUsageUnit, {unit}), IsEmpty());
  EXPECT_THAT(Found(CodeTable::kEnergy, {unit}), ElementsAre("0 ieps_code REQUIRED"));

  CodeEntry fuel = Entry("01", "F1");
  EXPECT_THAT(Found(CodeTable::kFuel, {fuel}), ElementsAre("0 ieps_unit_code REQUIRED"));
  fuel.ieps_unit_code = "12";
  EXPECT_THAT(Found(CodeTable::kFuel, {fuel}), IsEmpty());
  EXPECT_THAT(Found(CodeTable::kPollutant, {fuel}), ElementsAre("0 ieps_unit_code NOT_TAKEN"));

  CodeEntry nameless = Entry("28", "28");
  nameless.ieps_name.clear();
  EXPECT_THAT(Found(CodeTable::kPollutant, {nameless}), ElementsAre("0 ieps_name REQUIRED"));
  EXPECT_THAT(Found(CodeTable::kEnergy, {nameless}), IsEmpty());

  EXPECT_THAT(Found(CodeTable::kEnergy,
                    {Entry("", "1"), Entry(" 5", "1"), Entry("51", std::string(31, 'x')),
                     Entry("52", "1", Day(2026, 1, 1), Day(2026, 1, 1))}),
              ElementsAre("0 sems_code REQUIRED", "1 sems_code MALFORMED", "2 ieps_code MALFORMED",
                          "3 valid_until OUT_OF_RANGE"));
}

TEST(CheckCodeMap, FindsCodesThatHoldTwiceOnADay) {
  EXPECT_THAT(Found(CodeTable::kEnergy, {Entry("51", "1", Day(2026, 1, 1)),
                                         Entry("51", "2", Day(2020, 1, 1), Day(2026, 1, 1))}),
              IsEmpty());
  EXPECT_THAT(Found(CodeTable::kEnergy, {Entry("51", "1", Day(2026, 1, 1)),
                                         Entry("51", "2", Day(2020, 1, 1), Day(2026, 1, 2))}),
              ElementsAre("0 valid_from OVERLAP"));
  EXPECT_THAT(Found(CodeTable::kEnergy, {Entry("51", "1"), Entry("51", "1")}),
              ElementsAre("1 valid_from OVERLAP"));
}

}  // namespace
}  // namespace sems::ieps
