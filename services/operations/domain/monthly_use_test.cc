#include "services/operations/domain/monthly_use.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::operations {
namespace {

const absl::CivilDay kToday(2026, 11, 25);
constexpr char kItem[] = "0192f0c0-0000-7000-8000-000000000030";

std::string Codes(const records::LineProblems& problems) {
  std::string codes;
  for (const records::LineProblem& problem : problems.InOrder()) {
    codes += problem.field + ":" + std::string(problem.kind->code) + " ";
  }
  return codes;
}

// IEPS manual, 02 ⑥–⑧: 원부원료 사용량, 에너지 사용량, 제품 생산량, by month.
TEST(MonthlyUse, EachKindLooksForItsOwnItems) {
  Inventories inventories;
  inventories[2026].materials.Add({kItem, "1", "암모니아(#1,2SCR)", absl::CivilDay(2026, 10, 15)});
  const struct {
    MonthlyKind kind;
    const char* month;
    const char* amount;
    const char* codes;
  } cases[] = {
      {MonthlyKind::kMaterial, "2026-09", "8.746", ""},
      {MonthlyKind::kMaterial, "2026-10", "8.746", ""},  // in use for half of it
      {MonthlyKind::kMaterial, "2026-11", "8.746", "material_id:ITEM_CLOSED "},
      {MonthlyKind::kMaterial, "2025-09", "8.746", "material_id:UNKNOWN_MATERIAL "},
      {MonthlyKind::kMaterial, "2026-13", "", "month:INVALID_MONTH amount:REQUIRED "},
      {MonthlyKind::kEnergy, "2026-09", "2875200", "energy_id:UNKNOWN_ENERGY "},
      {MonthlyKind::kProduct, "2026-09", "-1", "amount:NEGATIVE product_id:UNKNOWN_PRODUCT "},
  };
  for (const auto& c : cases) {
    const MonthlyKindFacts& facts = FactsOf(c.kind);
    records::LineProblems problems(1);
    const MonthlyUseLine line = ReadMonthlyUse(
        facts, {.item_id = kItem, .month = c.month, .amount = c.amount}, 0, kToday, problems);
    CheckItems(facts, {line}, inventories, problems);
    EXPECT_EQ(Codes(problems), c.codes) << c.month;
  }
}

}  // namespace
}  // namespace sems::operations
