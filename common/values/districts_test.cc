#include "common/values/districts.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::CivilDay kToday(2026, 11, 25);

const Districts& Table() { return Districts::Table(); }

TEST(DistrictsTest, HoldsTheTable) {
  // The counts that the table's publisher's copy was delivered with.
  int sido = 0;
  const std::vector<const District*> valid = Table().ValidOn(kToday);
  for (const District* district : valid) sido += district->IsSido() ? 1 : 0;
  EXPECT_EQ(sido, 17);
  EXPECT_EQ(valid.size(), 285u);
}

TEST(DistrictsTest, FindsACodeOnItsDays) {
  struct Case {
    std::string code;
    absl::CivilDay day;
    bool holds;
  };
  const Case kCases[] = {
      {"28260", kToday, true},  // 인천 서구, of the approval manual's samples
      // 군위군 moves from 경북 to 대구 on 2023-07-01; valid_until is the first day without.
      {"47720", absl::CivilDay(2023, 6, 30), true},
      {"47720", absl::CivilDay(2023, 7, 1), false},
      {"27720", absl::CivilDay(2023, 6, 30), false},
      {"27720", absl::CivilDay(2023, 7, 1), true},
      // 강원도 becomes 강원특별자치도, 전라북도 becomes 전북특별자치도.
      {"42110", absl::CivilDay(2023, 6, 10), true},
      {"42110", absl::CivilDay(2023, 6, 11), false},
      {"51110", absl::CivilDay(2023, 6, 11), true},
      {"45111", absl::CivilDay(2024, 1, 17), true},
      {"45111", absl::CivilDay(2024, 1, 18), false},
      {"52111", absl::CivilDay(2024, 1, 18), true},
      // 부천's three 구 were abolished and came back under other codes.
      {"41195", absl::CivilDay(2016, 7, 3), true},
      {"41195", absl::CivilDay(2016, 7, 4), false},
      {"41192", absl::CivilDay(2023, 12, 31), false},
      {"41192", absl::CivilDay(2024, 1, 1), true},
      {"99999", kToday, false},
      {"", kToday, false},
      {"4111", kToday, false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Table().IsValidOn(c.code, c.day), c.holds) << c.code << " " << c.day;
  }
}

TEST(DistrictsTest, NamesAndParents) {
  EXPECT_EQ(Table().Find("41111")->FullName(), "경기도 수원시 장안구");
  EXPECT_EQ(Table().Find("41")->FullName(), "경기도");
  EXPECT_EQ(Table().Find("36110")->FullName(), "세종특별자치시");
  EXPECT_EQ(Table().Parent("41111"), "41110");
  EXPECT_EQ(Table().Parent("41110"), "41");
  EXPECT_EQ(Table().Parent("41"), "");
  EXPECT_EQ(Table().Parent("99"), "");
}

TEST(DistrictsTest, FollowsSuccessorsThatAreInForce) {
  EXPECT_EQ(Table().Resolve("47720", absl::CivilDay(2023, 6, 30))->code, "47720");
  EXPECT_EQ(Table().Resolve("47720", absl::CivilDay(2023, 7, 1))->code, "27720");
  EXPECT_EQ(Table().Resolve("42", kToday)->code, "51");
  EXPECT_EQ(Table().Resolve("45113", kToday)->code, "52113");
  EXPECT_EQ(Table().Resolve("41195", kToday)->code, "41195");  // ended, no successor named
  EXPECT_EQ(Table().Resolve("99999", kToday), nullptr);
}

TEST(DistrictsTest, KnowsWhoIsCompetent) {
  struct Case {
    std::string code;
    std::string jurisdiction;
    absl::CivilDay day;
    bool within;
    std::string why;
  };
  const absl::CivilDay before(2023, 6, 30);
  const absl::CivilDay after(2023, 7, 1);
  const Case kCases[] = {
      {"41110", "41", kToday, true, "시·도 above 시·군·구"},
      {"41111", "41", kToday, true, "시·도 above 일반구"},
      {"41111", "41110", kToday, true, "수원시 above its 구"},
      {"41117", "41110", kToday, true, "수원시 above its 구"},
      {"41110", "41110", kToday, true, "itself"},
      {"41110", "41111", kToday, false, "a 구 is not above its city"},
      {"41113", "41111", kToday, false, "beside"},
      {"41130", "41110", kToday, false, "another city"},
      {"41110", "11", kToday, false, "another province"},
      {"41", "41110", kToday, false, "a city is not above its province"},
      {"47720", "47", before, true, "군위군 was 경북's"},
      {"47720", "27", before, false, "not yet 대구's"},
      {"47720", "27720", before, false, "the new code does not hold yet"},
      {"47720", "47", after, false, "경북 has lost it"},
      {"47720", "27", after, true, "대구 has gained it with what was kept before"},
      {"47720", "27720", after, true,
       "the officer of the new code sees what was kept under the old"},
      {"27720", "47720", after, true, "an officer still loaded with the old code"},
      {"27720", "27", after, true, "plainly"},
      {"27720", "47", after, false, "never was"},
      {"42110", "42", absl::CivilDay(2023, 6, 10), true, "강원 before"},
      {"42110", "51", kToday, true, "강원 after: old site, new officer"},
      {"51110", "42", kToday, true, "new site, officer loaded with the old code"},
      {"42110", "42", kToday, true, "both old"},
      {"42110", "51110", kToday, true, "춘천시"},
      {"42710", "51", kToday, true, "춘성군 ended in 1992 without successor, below 강원"},
      {"45111", "52110", kToday, true, "전주시 완산구 below the new 전주시"},
      {"52111", "45110", kToday, true, "and below the old"},
      {"45111", "52", kToday, true, "전북"},
      {"41195", "41190", kToday, true, "부천's abolished 구 stay 부천's"},
      {"41192", "41190", kToday, true, "부천's new 구"},
      {"41192", "41195", kToday, false, "the table names no successor between them"},
      {"99999", "41", kToday, false, "unknown code"},
      {"41110", "99", kToday, false, "unknown jurisdiction"},
      {"99999", "99999", kToday, false, "unknown both"},
      {"", "", kToday, false, "empty"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Table().IsWithin(c.code, c.jurisdiction, c.day), c.within)
        << c.code << " in " << c.jurisdiction << " on " << c.day << ": " << c.why;
  }
}

TEST(DistrictsTest, ListsTheCodesOfAJurisdiction) {
  EXPECT_THAT(Table().CodesWithin("41110", kToday),
              ElementsAre("41110", "41111", "41113", "41115", "41117"));
  EXPECT_THAT(Table().CodesWithin("27720", kToday), ElementsAre("27720", "47720"));
  EXPECT_THAT(Table().CodesWithin("47720", kToday), ElementsAre("27720", "47720"));
  EXPECT_THAT(Table().CodesWithin("47720", absl::CivilDay(2023, 6, 30)), ElementsAre("47720"));
  EXPECT_THAT(Table().CodesWithin("45110", kToday),
              ElementsAre("45110", "45111", "45113", "52110", "52111", "52113"));
  EXPECT_THAT(
      Table().CodesWithin("41190", kToday),
      ElementsAre("41190", "41191", "41192", "41193", "41194", "41195", "41196", "41197", "41199"));
  EXPECT_THAT(Table().CodesWithin("27", kToday), Contains("47720"));
  EXPECT_THAT(Table().CodesWithin("47", kToday), Not(Contains("47720")));
  EXPECT_EQ(Table().CodesWithin("42", kToday), Table().CodesWithin("51", kToday));
  EXPECT_THAT(Table().CodesWithin("99", kToday), IsEmpty());
  EXPECT_THAT(Table().CodesWithin({"27720", "41110", "41111"}, kToday),
              ElementsAre("27720", "41110", "41111", "41113", "41115", "41117", "47720"));
}

TEST(DistrictsTest, EveryCodeOfTodayIsInExactlyOneProvince) {
  std::vector<std::string> provinces;
  for (const District* district : Table().ValidOn(kToday)) {
    if (district->IsSido()) provinces.push_back(district->code);
  }
  for (const District* district : Table().ValidOn(kToday)) {
    int count = 0;
    for (const std::string& province : provinces) {
      count += Table().IsWithin(district->code, province, kToday) ? 1 : 0;
    }
    EXPECT_EQ(count, 1) << district->code;
  }
}

TEST(DistrictsTest, AMalformedTableStopsTheProgram) {
  constexpr std::string_view kHeader =
      "code,sido,sigungu,parent,valid_from,valid_until,successor,source\n";
  const std::string kTables[] = {
      "",
      "nonsense\n",
      std::string(kHeader) + "11,서울특별시,,,1988-04-23,,\n",
      std::string(kHeader) + "11,서울특별시,,,1988-02-31,,,x\n",
      std::string(kHeader) + "11,서울특별시,,,1988-04-23,soon,,x\n",
      std::string(kHeader) + "11110,서울특별시,종로구,11,1988-04-23,,,x\n",
      std::string(kHeader) + "11,a,,,1988-04-23,,,x\n11,b,,,1988-04-23,,,x\n",
  };
  for (const std::string& table : kTables) {
    EXPECT_DEATH(Districts{table}, "malformed") << table;
  }
}

}  // namespace
}  // namespace sems
