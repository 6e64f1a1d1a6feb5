#include "services/facility/domain/number.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::facility {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Number, SortsAsPeopleCount) {
  std::vector<std::string> numbers = {"13", "16", "2", "P-10", "1", "P-2", "10", "007", "A"};
  std::sort(numbers.begin(), numbers.end(), [](const std::string& a, const std::string& b) {
    return NumberSortKey(a) < NumberSortKey(b);
  });
  EXPECT_THAT(numbers, ElementsAre("1", "2", "007", "10", "13", "16", "A", "P-2", "P-10"));
}

TEST(Number, AnyLabelUpToFiftyCharacters) {
  struct Case {
    std::string number;
    bool right;
  };
  for (const Case& c :
       {Case{"1", true}, Case{"#A6", true}, Case{"P-01-01", true}, Case{std::string(50, '9'), true},
        Case{std::string(51, '9'), false}, Case{"", false}, Case{" 1", false}}) {
    Faults faults;
    CheckNumber(c.number, faults);
    EXPECT_EQ(faults.empty(), c.right) << c.number;
  }
}

std::vector<std::pair<int, int>> Clashes(std::vector<NumberedLine> lines, bool partial) {
  const std::vector<Numbered> stored = {{"a", "1", ""}, {"b", "2", ""}, {"c", "1", "fuel"}};
  std::vector<std::pair<int, int>> pairs;
  for (const NumberClash& clash : FindNumberClashes(stored, std::move(lines), partial)) {
    pairs.emplace_back(clash.line, clash.other_line);
  }
  return pairs;
}

TEST(NumberClashes, NewNumbersMustBeFree) {
  EXPECT_THAT(Clashes({{"", "3", ""}}, false), IsEmpty());
  EXPECT_THAT(Clashes({{"", "2", ""}}, false), ElementsAre(std::pair(0, -1)));
  EXPECT_THAT(Clashes({{"", "2", "fuel"}}, false), IsEmpty()) << "another kind counts for itself";
  EXPECT_THAT(Clashes({{"", "3", ""}, {"", "3", ""}}, false), ElementsAre(std::pair(1, 0)));
}

TEST(NumberClashes, ItemsMaySwapNumbers) {
  EXPECT_THAT(Clashes({{"a", "2", ""}, {"b", "1", ""}}, false), IsEmpty());
  EXPECT_THAT(Clashes({{"a", "5", ""}, {"", "1", ""}}, false), IsEmpty());
}

TEST(NumberClashes, AWrongLineKeepsItsNumberOnlyWhereTheOthersAreSaved) {
  std::vector<NumberedLine> lines = {{"a", "5", "", true}, {"", "1", ""}};
  EXPECT_THAT(Clashes(lines, false), IsEmpty());
  EXPECT_THAT(Clashes(lines, true), ElementsAre(std::pair(1, -1)));
}

TEST(NumberClashes, AClashMayCauseAnother) {
  // b wants 7, which line 0 takes; so b stays 2, and line 2 cannot have 2.
  std::vector<NumberedLine> lines = {{"", "7", ""}, {"b", "7", ""}, {"", "2", ""}};
  EXPECT_THAT(Clashes(lines, true), ElementsAre(std::pair(1, 0), std::pair(2, -1)));
}

}  // namespace
}  // namespace sems::facility
