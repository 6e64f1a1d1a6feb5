// 지역별 제출 및 문의처 (leaflet L210-240). expected_offices.csv gives for every 시·군·구 valid on
// 2024-02-01 the office that the leaflet's own line names, as printed there; office_contacts.csv
// the seat and telephone of each.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_offices.h"
#include "tests/law/hazard/hazard_law_files.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

constexpr absl::CivilDay kDay(2024, 2, 1);

std::vector<std::vector<std::string>> ReadCsv(const std::string& name) {
  std::ifstream in(std::string(SEMS_HAZARD_TESTS) + "/" + name);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::vector<std::string> row;
    std::stringstream cells(line);
    std::string cell;
    while (std::getline(cells, cell, ',')) row.push_back(cell);
    rows.push_back(row);
  }
  return rows;
}

std::string Printed(const Office& office) {
  return office.printed.empty() ? office.name.ko : office.printed;
}

// "경북지역본부|대구서부지사": the offices of the choices, as printed, in order.
std::string PrintedOffices(const OfficeAnswer& answer) {
  std::set<std::string> names;
  for (const OfficeChoice& choice : answer.choices) names.insert(Printed(*choice.office));
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : "|") + name;
  return joined;
}

OfficeAnswer ByName(const std::string& name, const std::string& sido = "",
                    const WithinDistrict& within = {}, absl::CivilDay on_day = kDay) {
  const Province* province = sido.empty() ? nullptr : FindProvince(TestedLaw(), sido);
  EXPECT_EQ(province == nullptr, sido.empty()) << sido;
  return OfficesOf(TestedLaw(), FindPlaces(TestedLaw(), Districts::Table(), name, province, on_day),
                   within);
}

OfficeAnswer ByCode(const std::string& code, absl::CivilDay on_day = kDay) {
  const District* district = Districts::Table().Find(code, on_day);
  EXPECT_NE(district, nullptr) << code;
  if (district == nullptr) return {};
  return OfficesOf(TestedLaw(), PlaceOf(TestedLaw(), *district), {});
}

std::vector<std::string> Places(const OfficeAnswer& answer) {
  std::vector<std::string> places;
  for (const OfficeChoice& choice : answer.choices) {
    places.push_back(choice.place.sigungu.empty() ? choice.place.sido
                                                  : choice.place.sido + " " + choice.place.sigungu);
  }
  return places;
}

TEST(HazardOfficesTest, EveryDistrictHasOneByCodeAndByName) {
  const std::vector<std::vector<std::string>> expected = ReadCsv("expected_offices.csv");
  ASSERT_THAT(expected, SizeIs(268));
  std::set<std::string> codes;
  for (const std::vector<std::string>& row : expected) {
    ASSERT_THAT(row, SizeIs(4));
    const std::string& code = row[0];
    const std::string& sido = row[1];
    const std::string& sigungu = row[2];
    const std::string& office = row[3];
    codes.insert(code);
    for (const OfficeAnswer& answer :
         {ByCode(code), ByName(sigungu, sido), ByName(sido + " " + sigungu)}) {
      EXPECT_EQ(PrintedOffices(answer), office) << sido << " " << sigungu;
      EXPECT_EQ(answer.office() == nullptr, sigungu == "칠곡군") << sido << " " << sigungu;
      EXPECT_EQ(answer.needed, sigungu == "칠곡군" ? Needed::kArea : Needed::kNothing) << sigungu;
    }
  }
  // The table is of these districts, no more and no fewer.
  std::set<std::string> valid;
  for (const District* district : Districts::Table().ValidOn(kDay)) {
    if (!district->IsSido()) valid.insert(district->code);
  }
  EXPECT_EQ(codes, valid);
}

TEST(HazardOfficesTest, AreThirtyWithSeatAndTelephone) {
  const std::vector<std::vector<std::string>> expected = ReadCsv("office_contacts.csv");
  ASSERT_THAT(expected, SizeIs(30));
  ASSERT_THAT(TestedLaw().offices, SizeIs(30));
  for (std::size_t i = 0; i < 30; ++i) {
    const Office& office = TestedLaw().offices[i];
    EXPECT_THAT(expected[i], ElementsAre(Printed(office), office.phone, office.seat));
    EXPECT_THAT(office.source.lines, ElementsAre(static_cast<int>(211 + i)));
    EXPECT_FALSE(office.name.en.empty());
  }
}

// Names as corrected; the printed ones are kept (L229, L230).
TEST(HazardOfficesTest, KeepPrintedNames) {
  std::vector<std::string> corrected;
  for (const Office& office : TestedLaw().offices) {
    if (!office.printed.empty()) corrected.push_back(office.printed + " " + office.name.ko);
  }
  EXPECT_THAT(corrected, ElementsAre("고양피주지사 고양파주지사", "경기서지역본부 경기지역본부"));
}

// 중구, 강서구, 서구, 동구, 남구, 북구, 고성군: each in several provinces on that day.
TEST(HazardNamesTest, OfSeveralProvincesGiveTheCandidates) {
  struct Case {
    const char* name;
    std::vector<std::string> places;
  };
  const Case kCases[] = {
      {"중구",
       {"서울특별시 중구", "부산광역시 중구", "대구광역시 중구", "인천광역시 중구",
        "대전광역시 중구", "울산광역시 중구"}},
      {"강서구", {"서울특별시 강서구", "부산광역시 강서구"}},
      {"서구",
       {"부산광역시 서구", "대구광역시 서구", "인천광역시 서구", "광주광역시 서구",
        "대전광역시 서구"}},
      {"동구",
       {"부산광역시 동구", "대구광역시 동구", "인천광역시 동구", "광주광역시 동구",
        "대전광역시 동구", "울산광역시 동구"}},
      // 포항시 has districts of these names too.
      {"남구",
       {"부산광역시 남구", "대구광역시 남구", "광주광역시 남구", "울산광역시 남구",
        "경상북도 포항시 남구"}},
      {"북구",
       {"부산광역시 북구", "대구광역시 북구", "광주광역시 북구", "울산광역시 북구",
        "경상북도 포항시 북구"}},
      {"고성군", {"강원도 고성군", "경상남도 고성군"}},
      // A city, and a metropolis by its short name.
      {"광주시", {"경기도 광주시", "광주광역시"}},
  };
  for (const Case& c : kCases) {
    const OfficeAnswer answer = ByName(c.name);
    EXPECT_EQ(answer.office(), nullptr) << c.name;
    EXPECT_EQ(answer.needed, Needed::kProvince) << c.name;
    EXPECT_THAT(Places(answer), UnorderedElementsAreArray(c.places)) << c.name;
    // Each with its province is one.
    for (const std::string& place : c.places) {
      EXPECT_NE(ByName(place).office(), nullptr) << place;
    }
  }
  // The names that several provinces have are these.
  std::map<std::string, std::set<std::string>> provinces;
  for (const District* district : Districts::Table().ValidOn(kDay)) {
    if (!district->IsSido()) provinces[district->sigungu].insert(district->sido);
  }
  std::vector<std::string> shared;
  for (const auto& [name, of] : provinces) {
    if (of.size() > 1) shared.push_back(name);
  }
  EXPECT_THAT(shared,
              UnorderedElementsAre("중구", "강서구", "서구", "동구", "남구", "북구", "고성군"));
}

TEST(HazardNamesTest, AreTakenInManyForms) {
  struct Case {
    const char* name;
    const char* sido;
    const char* office;
  };
  const Case kCases[] = {
      {"경기도 광주시", "", "경기동부지사"},
      {"경기도광주시", "", "경기동부지사"},
      {"광주시", "경기도", "경기동부지사"},
      {"광주시", "경기", "경기동부지사"},
      {"광주광역시", "", "광주광역본부"},
      {"광주시", "광주광역시", "광주광역본부"},
      {"광주시 북구", "", "광주광역본부"},
      {"광주 광산구", "", "광주광역본부"},
      {"고성군", "강원도", "강원동부지사"},
      {"고성군", "강원특별자치도", "강원동부지사"},
      {"강원 고성군", "", "강원동부지사"},
      {"고성군", "경상남도", "경남지역본부"},
      {"경남 고성", "", "경남지역본부"},
      {"중구", "서울", "서울광역본부"},
      {"서울시 중구", "", "서울광역본부"},
      {"서울특별시중구", "", "서울광역본부"},
      {"중구", "대구광역시", "대구광역본부"},
      {"중구", "대전광역시", "대전세종광역본부"},
      {"서구", "대구", "대구서부지사"},
      {"동구", "울산광역시", "울산지역본부"},
      {"전북특별자치도 전주시", "", "전북지역본부"},
      {"전라북도 전주시 완산구", "", "전북지역본부"},
      {"수원시 장안구", "", "경기서지역본부"},
      {"수원시장안구", "", "경기서지역본부"},
      {"장안구", "", "경기서지역본부"},
      {"수원시", "", "경기서지역본부"},
      {"수원", "", "경기서지역본부"},
      {"김해", "", "경남동부지사"},
      {"밀양시", "", "경남동부지사"},
      {"양산시", "", "경남동부지사"},
      {"창원시 진해구", "", "경남지역본부"},
      {"철원군", "", "경기북부지사"},
      {"가평군", "", "강원지역본부"},
      {"부산진구", "", "부산광역본부"},
      {"부산광역시", "", "부산광역본부"},
      {"세종특별자치시", "", "대전세종광역본부"},
      {"세종시", "", "대전세종광역본부"},
      {"제주", "", "제주지역본부"},
      {"제주시", "", "제주지역본부"},
      {"제주도 서귀포시", "", "제주지역본부"},
      {"금산군", "", "대전세종광역본부"},
  };
  for (const Case& c : kCases) {
    const OfficeAnswer answer = ByName(c.name, c.sido);
    ASSERT_NE(answer.office(), nullptr) << c.name << " " << c.sido;
    EXPECT_EQ(Printed(*answer.office()), c.office) << c.name << " " << c.sido;
    EXPECT_EQ(answer.needed, Needed::kNothing) << c.name;
  }
}

TEST(HazardNamesTest, OfNothingGiveNothing) {
  EXPECT_THAT(ByName("없는군").choices, IsEmpty());
  EXPECT_THAT(ByName("종로구", "부산광역시").choices, IsEmpty());
  EXPECT_THAT(ByName("시").choices, IsEmpty());
  EXPECT_THAT(ByName("경상남도 광주시").choices, IsEmpty());
  EXPECT_EQ(FindProvince(TestedLaw(), "함경도"), nullptr);
  EXPECT_EQ(FindProvince(TestedLaw(), ""), nullptr);
}

// A province with several offices needs the district.
TEST(HazardNamesTest, OfAProvinceAloneGiveItsOffices) {
  const OfficeAnswer seoul = ByName("서울특별시");
  EXPECT_EQ(seoul.needed, Needed::kDistrict);
  EXPECT_EQ(PrintedOffices(seoul), "서울광역본부|서울남부지사|서울동부지사");
  EXPECT_EQ(PrintedOffices(ByName("경상남도")), "경남동부지사|경남지역본부");
  EXPECT_EQ(PrintedOffices(ByName("강원도")), "강원동부지사|강원지역본부|경기북부지사");
}

// L211, L223, L231: misprints lead to the district that is meant, and are told of.
TEST(HazardNamesTest, MisprintsAreUnderstood) {
  struct Case {
    const char* name;
    const char* sido;
    const char* place;
    const char* office;
  };
  const Case kCases[] = {
      {"중로구", "", "서울특별시 중구", "서울광역본부"},
      {"중로구", "서울특별시", "서울특별시 중구", "서울광역본부"},
      {"전라남도 신도군", "", "전라남도 진도군", "전남지역본부"},
      {"교포시", "", "경기도 군포시", "경기서부지사"},
  };
  for (const Case& c : kCases) {
    const OfficeAnswer answer = ByName(c.name, c.sido);
    EXPECT_THAT(Places(answer), ElementsAre(c.place)) << c.name;
    EXPECT_EQ(PrintedOffices(answer), c.office);
    ASSERT_NE(answer.choices.front().place.misprint, nullptr);
    EXPECT_EQ(answer.choices.front().place.misprint->printed,
              std::string(c.name).substr(std::string(c.name).find_last_of(' ') + 1));
  }
  EXPECT_EQ(ByName("중구", "서울특별시").choices.front().place.misprint, nullptr);
  EXPECT_THAT(ByName("신도군", "경상남도").choices, IsEmpty());
}

// 군위군 moved on 2023-07-01; its office did not (Q-003-14).
TEST(HazardMovedDistrictTest, KeepsItsOffice) {
  for (const absl::CivilDay day : {absl::CivilDay(2023, 6, 30), absl::CivilDay(2023, 7, 1), kDay}) {
    for (const char* sido : {"", "경상북도", "대구광역시"}) {
      const OfficeAnswer answer = ByName("군위군", sido, {}, day);
      EXPECT_EQ(PrintedOffices(answer), "대구광역본부") << sido;
      EXPECT_THAT(Places(answer), ElementsAre("경상북도 군위군"));
      EXPECT_EQ(answer.choices.front().place.code,
                day < absl::CivilDay(2023, 7, 1) ? "47720" : "27720");
      ASSERT_NE(answer.choices.front().place.moved, nullptr);
      EXPECT_EQ(answer.choices.front().place.moved->now, "대구광역시");
    }
  }
  EXPECT_EQ(PrintedOffices(ByCode("27720")), "대구광역본부");
  EXPECT_EQ(PrintedOffices(ByCode("47720", absl::CivilDay(2023, 6, 30))), "대구광역본부");
}

// Names of provinces before and since (Q-003-14).
TEST(HazardNamesTest, OfProvincesMayBeOldOrNew) {
  for (const auto& [old_code, new_code, day] :
       {std::tuple("42130", "51130", absl::CivilDay(2023, 6, 11)),
        std::tuple("45111", "52111", absl::CivilDay(2024, 1, 18))}) {
    const District* former = Districts::Table().Find(old_code, day - 1);
    const District* present = Districts::Table().Find(new_code, day);
    ASSERT_NE(former, nullptr) << old_code;
    ASSERT_NE(present, nullptr) << new_code;
    EXPECT_NE(former->sido, present->sido);
    EXPECT_EQ(PrintedOffices(OfficesOf(TestedLaw(), PlaceOf(TestedLaw(), *former), {})),
              PrintedOffices(OfficesOf(TestedLaw(), PlaceOf(TestedLaw(), *present), {})));
  }
}

// L234, L235 (Q-003-13): the estate in 석적읍 중리 is 경북지역본부's, everything else
// 대구서부지사's.
TEST(HazardSplitDistrictTest, NeedsTheArea) {
  struct Case {
    const char* area;
    std::optional<bool> said;
    const char* offices;
  };
  const Case kCases[] = {
      {"", std::nullopt, "경북지역본부|대구서부지사"},
      {"", true, "경북지역본부"},
      {"", false, "대구서부지사"},
      {"구미국가산업단지", std::nullopt, "경북지역본부"},
      {"석적읍 중리 구미국가산업단지", std::nullopt, "경북지역본부"},
      {"석적읍 중리, 구미국가산업단지", std::nullopt, "경북지역본부"},
      {"석적읍 중리", std::nullopt, "경북지역본부|대구서부지사"},  // inside the estate or not
      {"석적읍 중리", false, "대구서부지사"},
      {"석적읍", std::nullopt, "경북지역본부|대구서부지사"},
      {"석적읍중리", std::nullopt, "경북지역본부|대구서부지사"},
      {"구미 국가산업단지", std::nullopt, "경북지역본부"},
      {"경상북도 칠곡군 석적읍 중리 구미국가산업단지 12", std::nullopt, "경북지역본부"},
      {"석적읍 중리 구미국가산업단지 제외", std::nullopt, "경북지역본부|대구서부지사"},
      {"구미국가산업단지 외 지역", std::nullopt, "경북지역본부|대구서부지사"},
      {"석적읍남율리", std::nullopt, "대구서부지사"},
      {"석적읍 남율리", std::nullopt, "대구서부지사"},
      {"왜관읍", std::nullopt, "대구서부지사"},
      {"왜관읍 삼청리", std::nullopt, "대구서부지사"},
      {"가산면", std::nullopt, "대구서부지사"},
      {"북삼읍 중리", std::nullopt, "대구서부지사"},            // another 읍
      {"공단로 1", std::nullopt, "경북지역본부|대구서부지사"},  // does not tell
  };
  for (const Case& c : kCases) {
    const OfficeAnswer answer = ByName("칠곡군", "", {c.area, c.said});
    EXPECT_EQ(PrintedOffices(answer), c.offices) << c.area;
    EXPECT_EQ(answer.needed == Needed::kArea, answer.choices.size() == 2) << c.area;
  }
  // The area has no bearing on other districts.
  EXPECT_EQ(PrintedOffices(ByName("구미시", "", {"석적읍", false})), "경북지역본부");
}

// The leaflet's area of each office as printed holds the printed spellings.
TEST(HazardOfficesTest, KeepTheirPrintedArea) {
  const auto area = [](const char* id) { return TestedLaw().FindOffice(id)->printed_area; };
  EXPECT_THAT(area("kosha_seoul_metro"), ::testing::HasSubstr("중로구,종로구"));
  EXPECT_THAT(area("kosha_jeonnam"), ::testing::HasSubstr("신도군"));
  EXPECT_THAT(area("kosha_gyeonggi_west"), ::testing::HasSubstr("교포시"));
  EXPECT_THAT(area("kosha_gyeongnam"), ::testing::HasSubstr("(김해시,밀양시,양산시 제외)"));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
