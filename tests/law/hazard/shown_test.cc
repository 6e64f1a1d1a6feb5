// What is only shown: numbers of copies, penalties, telephones.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/law/hazard/hazard_law_files.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::ElementsAre;

TEST(HazardShownTest, TwoCopiesGoToTheOffice) {
  EXPECT_EQ(TestedLaw().submission.copies, 2);  // L188
  std::vector<std::string> drafting;
  for (const Item& item : TestedLaw().drafting) drafting.push_back(item.id);
  EXPECT_THAT(drafting, ElementsAre("own_staff", "consultant"));  // L192
}

TEST(HazardShownTest, Penalties) {
  const std::vector<Penalty>& penalties = TestedLaw().penalties;
  ASSERT_EQ(penalties.size(), 2u);
  EXPECT_EQ(penalties[0].id, "not_submitted");  // L133
  EXPECT_EQ(penalties[0].kind, "administrative_fine");
  EXPECT_EQ(penalties[0].max_krw, 10000000);
  EXPECT_EQ(penalties[0].max_years, std::nullopt);
  EXPECT_THAT(penalties[0].source.lines, ElementsAre(133));
  EXPECT_EQ(penalties[1].id, "stop_order_violated");  // L134
  EXPECT_EQ(penalties[1].kind, "criminal");
  EXPECT_EQ(penalties[1].max_krw, 50000000);
  EXPECT_EQ(penalties[1].max_years, 5);
  EXPECT_THAT(penalties[1].source.lines, ElementsAre(134));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
