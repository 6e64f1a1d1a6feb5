#include "services/operations/domain/fuel_use.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

const absl::CivilDay kToday(2026, 11, 25);
constexpr char kFacility[] = "0192f0c0-0000-7000-8000-000000000020";
constexpr char kFuel[] = "0192f0c0-0000-7000-8000-000000000021";

std::string Codes(const records::LineProblems& problems) {
  std::string codes;
  for (const records::LineProblem& problem : problems.InOrder()) {
    codes += problem.field + ":" + std::string(problem.kind->code) + " ";
  }
  return codes;
}

RawFuelUse Raw(const char* month, const char* day, const char* amount = "22166") {
  return {.emission_facility_id = kFacility,
          .fuel_id = kFuel,
          .month = month,
          .day = day,
          .amount = amount};
}

TEST(ReadFuelUse, TakesAMonthOrADay) {
  const struct {
    const char* what;
    const char* month;
    const char* day;
    const char* amount;
    const char* codes;
  } cases[] = {
      {"a month", "2026-10", "", "22166", ""},
      {"the present month", "2026-11", "", "1", ""},
      {"a day", "", "2026-10-31", "22166.5", ""},
      {"both", "2026-10", "2026-10-31", "1", "day:MONTH_AND_DAY "},
      {"neither", "", "", "1", "month:REQUIRED "},
      {"a month to come", "2026-12", "", "1", "month:FUTURE_MONTH "},
      {"a day to come", "", "2026-11-26", "1", "day:FUTURE_DAY "},
      {"no amount", "2026-10", "", "", "amount:REQUIRED "},
      {"negative", "2026-10", "", "-1", "amount:NEGATIVE "},
  };
  for (const auto& c : cases) {
    records::LineProblems problems(1);
    ReadFuelUse(Raw(c.month, c.day, c.amount), 0, kToday, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.what;
  }
}

// The lines of a batch that meets `stored`; the codes noted.
std::string Meet(const std::vector<RawFuelUse>& stored, const std::vector<RawFuelUse>& sent) {
  records::StoredRecords<FuelUse> there;
  for (const RawFuelUse& raw : stored) {
    records::LineProblems none(1);
    const FuelUseLine line = ReadFuelUse(raw, 0, kToday, none);
    there[line.key] = {line.record, 1, {}};
  }
  records::LineProblems problems(static_cast<int>(sent.size()));
  std::vector<FuelUseLine> lines;
  for (const RawFuelUse& raw : sent) {
    lines.push_back(ReadFuelUse(raw, static_cast<int>(lines.size()), kToday, problems));
  }
  const auto plan = records::Plan(lines, there, calendar::RecordKind::kFuel, kToday, problems);
  CheckOneGrainPerMonth(lines, plan, there, problems);
  return Codes(problems);
}

TEST(CheckOneGrainPerMonth, TotalsAndDaysAreNeverMixed) {
  RawFuelUse remove_month = Raw("2026-10", "");
  remove_month.remove = true;
  remove_month.etag = "v1";
  EXPECT_EQ(Meet({}, {Raw("2026-10", ""), Raw("2026-09", "")}), "");
  EXPECT_EQ(Meet({}, {Raw("", "2026-10-01"), Raw("", "2026-10-02")}), "");
  EXPECT_EQ(Meet({}, {Raw("2026-10", ""), Raw("", "2026-10-02")}),
            "month:MONTH_AND_DAY day:MONTH_AND_DAY ");
  EXPECT_EQ(Meet({Raw("2026-10", "")}, {Raw("", "2026-10-02")}), "day:MONTH_AND_DAY ");
  EXPECT_EQ(Meet({Raw("2026-10", "")}, {Raw("", "2026-09-02")}), "");
  EXPECT_EQ(Meet({Raw("2026-10", "")}, {remove_month, Raw("", "2026-10-02")}), "");
}

}  // namespace
}  // namespace sems::operations
