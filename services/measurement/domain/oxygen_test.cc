#include "services/measurement/domain/oxygen.h"

#include "gtest/gtest.h"

namespace sems::measurement {
namespace {

struct OxygenCase {
  const char* what;
  const char* measured;
  const char* standard_oxygen;
  const char* measured_oxygen;
  const char* corrected;
};

// C = Ca·(21 − Os)/(21 − Oa).
TEST(CorrectForOxygen, FollowsTheFormula) {
  const OxygenCase cases[] = {
      {"measured in more air than the standard", "30", "6", "11", "45.000"},
      {"measured in less", "30", "11", "6", "20.000"},
      {"at the standard itself", "12.5", "4", "4", "12.500"},
      {"rounded half up", "1", "20", "18", "0.333"},
      {"two thirds", "2", "20", "18", "0.667"},
      {"finer than three decimals", "0.01234", "4", "8", "0.01614"},
      {"nothing measured", "0", "6", "11", "0.000"},
      {"just below air", "1", "6", "20.9", "150.000"},
      {"no standard oxygen applies", "30", nullptr, "11", nullptr},
      {"oxygen not measured", "30", "6", nullptr, nullptr},
      {"air", "30", "6", "21", nullptr},
      {"more than air", "30", "6", "22", nullptr},
  };
  const auto value = [](const char* text) {
    return text == nullptr ? std::nullopt : std::optional<Decimal>(Decimal::Literal(text));
  };
  for (const OxygenCase& c : cases) {
    const auto corrected = CorrectForOxygen(Decimal::Literal(c.measured), value(c.standard_oxygen),
                                            value(c.measured_oxygen));
    EXPECT_EQ(corrected ? corrected->ToString() : "none",
              c.corrected != nullptr ? c.corrected : "none")
        << c.what;
  }
}

}  // namespace
}  // namespace sems::measurement
