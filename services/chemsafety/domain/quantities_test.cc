#include "services/chemsafety/domain/quantities.h"

#include <gtest/gtest.h>

namespace sems::chemsafety {
namespace {

ChemRules Rules() {
  const std::vector<std::string> special = {"authorized", "restricted", "banned",
                                            "accident_preparedness"};
  ChemRules rules;
  rules.limits = {
      {Activity::kDisplay, {"toxic"}, Decimal(500), "display", "Art. 10(1)1"},
      {Activity::kDisplay, special, Decimal(100), "display", "Art. 10(1)2"},
      {Activity::kTransport, {"toxic"}, Decimal(5000), "transport", "Art. 11(1)1"},
      {Activity::kTransport, special, Decimal(3000), "transport", "Art. 11(1)2"},
  };
  return rules;
}

struct QuantityCase {
  Activity activity;
  std::vector<std::string> classes;
  const char* kg;
  Verdict due;
  const char* article;  // of the limit used; empty: none
};

class Quantities : public ::testing::TestWithParam<QuantityCase> {};

TEST_P(Quantities, OnlyAboveTheLowestLimit) {
  const QuantityCase& given = GetParam();
  const ChemRules rules = Rules();
  const QuantityFinding finding =
      CheckQuantity(rules, given.activity, {"물질", given.classes, Decimal::Literal(given.kg)});
  EXPECT_EQ(finding.plan_due, given.due);
  EXPECT_EQ(finding.limit == nullptr ? "" : finding.limit->article, given.article);
}

INSTANTIATE_TEST_SUITE_P(
    Limits, Quantities,
    ::testing::Values(
        QuantityCase{Activity::kDisplay, {"toxic"}, "499.999", Verdict::kNo, "Art. 10(1)1"},
        QuantityCase{Activity::kDisplay, {"toxic"}, "500", Verdict::kNo, "Art. 10(1)1"},
        QuantityCase{Activity::kDisplay, {"toxic"}, "500.001", Verdict::kYes, "Art. 10(1)1"},
        QuantityCase{Activity::kDisplay, {"banned"}, "100", Verdict::kNo, "Art. 10(1)2"},
        QuantityCase{Activity::kDisplay, {"banned"}, "100.001", Verdict::kYes, "Art. 10(1)2"},
        QuantityCase{Activity::kDisplay, {"authorized"}, "101", Verdict::kYes, "Art. 10(1)2"},
        QuantityCase{Activity::kDisplay, {"restricted"}, "101", Verdict::kYes, "Art. 10(1)2"},
        // Two classes: the lower limit.
        QuantityCase{Activity::kDisplay,
                     {"toxic", "accident_preparedness"},
                     "101",
                     Verdict::kYes,
                     "Art. 10(1)2"},
        QuantityCase{Activity::kTransport, {"toxic"}, "4999", Verdict::kNo, "Art. 11(1)1"},
        QuantityCase{Activity::kTransport, {"toxic"}, "5000", Verdict::kNo, "Art. 11(1)1"},
        QuantityCase{Activity::kTransport, {"toxic"}, "5000.1", Verdict::kYes, "Art. 11(1)1"},
        QuantityCase{Activity::kTransport, {"banned"}, "3000", Verdict::kNo, "Art. 11(1)2"},
        QuantityCase{Activity::kTransport, {"banned"}, "3000.1", Verdict::kYes, "Art. 11(1)2"},
        QuantityCase{Activity::kTransport, {}, "1", Verdict::kUnknown, ""}));

}  // namespace
}  // namespace sems::chemsafety
