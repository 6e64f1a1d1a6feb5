#include "services/measurement/domain/code_book.h"

#include "gtest/gtest.h"

namespace sems::measurement {
namespace {

Code Make(const char* code, const char* name, absl::CivilDay from,
          std::optional<absl::CivilDay> until = std::nullopt) {
  return {code, name, from, until, std::nullopt};
}

TEST(CodeBook, FindsTheNameOfTheDay) {
  CodeBook book;
  book.Add(CodeTable::kPollutant,
           Make("28", "먼지(구)", absl::CivilDay(2020, 1, 1), absl::CivilDay(2026, 1, 1)));
  book.Add(CodeTable::kPollutant, Make("28", "먼지", absl::CivilDay(2026, 1, 1)));
  const struct {
    CodeTable table;
    const char* code;
    absl::CivilDay day;
    const char* name;
  } cases[] = {
      {CodeTable::kPollutant, "28", absl::CivilDay(2025, 12, 31), "먼지(구)"},
      {CodeTable::kPollutant, "28", absl::CivilDay(2026, 1, 1), "먼지"},
      {CodeTable::kPollutant, "28", absl::CivilDay(2019, 12, 31), nullptr},
      {CodeTable::kPollutant, "29", absl::CivilDay(2026, 1, 1), nullptr},
      {CodeTable::kConcentrationUnit, "28", absl::CivilDay(2026, 1, 1), nullptr},
  };
  for (const auto& c : cases) {
    const Code* found = book.FindOn(c.table, c.code, c.day);
    EXPECT_EQ(found == nullptr ? "" : found->name_ko, c.name == nullptr ? "" : c.name) << c.day;
  }
}

TEST(FirstOverlap, OneCodeMeansOneThingOnADay) {
  const absl::CivilDay early(2020, 1, 1);
  const absl::CivilDay late(2026, 1, 1);
  const std::vector<Code> open = {Make("28", "먼지", early)};
  const std::vector<Code> ended = {Make("28", "먼지", early, late)};
  EXPECT_EQ(FirstOverlap(open, {Make("29", "황산화물", late)}), std::nullopt);
  EXPECT_EQ(FirstOverlap(open, {Make("28", "먼지", late)}), "28");
  EXPECT_EQ(FirstOverlap(ended, {Make("28", "먼지", late)}), std::nullopt);
  EXPECT_EQ(FirstOverlap(open, {Make("28", "먼지", early, late), Make("28", "먼지", late)}),
            std::nullopt)
      << "the load itself ends the old period";
  EXPECT_EQ(FirstOverlap({}, {Make("28", "먼지", early), Make("28", "먼지", late)}), "28");
}

}  // namespace
}  // namespace sems::measurement
