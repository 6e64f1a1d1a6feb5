// The rules of the facts of stacks, facilities, devices, items, sites, technicians and codes.
#include <functional>
#include <map>
#include <string>

#include "gtest/gtest.h"
#include "services/facility/domain/control_device.h"
#include "services/facility/domain/emission_facility.h"
#include "services/facility/domain/item.h"
#include "services/facility/domain/site_facts.h"
#include "services/facility/domain/stack.h"
#include "services/facility/domain/technician.h"

namespace sems::facility {
namespace {

constexpr int kYear = 2026;

CodeBook Codes() {
  CodeBook book;
  book.Add(CodeTable::kStackType, {.code = "1", .name = "원형배출구"});
  book.Add(CodeTable::kStackType, {.code = "5", .name = "TMS"});
  book.Add(CodeTable::kStackType, {.code = "8", .name = "옛 유형", .valid_until = "2026-01-01"});
  book.Add(CodeTable::kStackType, {.code = "9", .name = "새 유형", .valid_from = "2027-01-01"});
  book.Add(CodeTable::kFuel, {.code = "F1", .name = "LNG", .unit_code = "U1"});
  book.Add(CodeTable::kUsageUnit, {.code = "U1", .name = "Sm3"});
  return book;
}

std::string First(const Faults& faults) {
  return faults.empty() ? "" : faults.front().field + " " + faults.front().code;
}

// 배출구 1 of the IEPS manual's mapping screen (04).
Stack Boiler() { return {.number = "1", .name = "1호기보일러", .type_code = "5", .tms = true}; }

TEST(Stack, Rules) {
  struct Case {
    std::string what;
    std::function<void(Stack&)> change;
    std::string fault;
  };
  for (const Case& c : {
           Case{"as in the manual", [](Stack&) {}, ""},
           Case{"round outlet with permit",
                [](Stack& s) {
                  s.type_code = "1";
                  s.permit_number = "7";
                  s.permit_name = "#1 저장시설";
                },
                ""},
           Case{"no number", [](Stack& s) { s.number = ""; }, "number REQUIRED"},
           Case{"no name", [](Stack& s) { s.name = ""; }, "name REQUIRED"},
           Case{"no type", [](Stack& s) { s.type_code = ""; }, "type_code REQUIRED"},
           Case{"unknown type", [](Stack& s) { s.type_code = "7"; }, "type_code UNKNOWN_CODE"},
           Case{"type that has ended", [](Stack& s) { s.type_code = "8"; },
                "type_code CODE_NOT_VALID"},
           Case{"type to come", [](Stack& s) { s.type_code = "9"; }, "type_code CODE_NOT_VALID"},
           Case{"class 5", [](Stack& s) { s.stack_class = 5; }, ""},
           Case{"class 6", [](Stack& s) { s.stack_class = 6; }, "stack_class OUT_OF_RANGE"},
           Case{"negative class", [](Stack& s) { s.stack_class = -1; }, "stack_class OUT_OF_RANGE"},
           Case{"높이", [](Stack& s) { s.height_m = "0"; }, "height_m OUT_OF_RANGE"},
           Case{"온도", [](Stack& s) { s.temperature_c = "2001"; }, "temperature_c OUT_OF_RANGE"},
       }) {
    Stack stack = Boiler();
    c.change(stack);
    EXPECT_EQ(First(CheckStack(stack, Codes(), kYear)), c.fault) << c.what;
  }
}

TEST(Stack, EveryFaultIsNamedAtOnce) {
  Stack stack = {.height_m = "x", .stack_class = 9};
  EXPECT_EQ(CheckStack(stack, Codes(), kYear).size(), 5u);  // number, name, type, height, class
}

TEST(Stack, CoordinatesLieInKorea) {
  struct Case {
    std::string what;
    std::string latitude;
    std::string longitude;
    std::string fault;
  };
  for (const Case& c : {
           Case{"none", "", "", ""},
           Case{"Incheon", "37.4562557", "126.7052062", ""},
           Case{"Marado", "33.1139", "126.2681", ""},
           Case{"Dokdo", "37.2429", "131.8669", ""},
           Case{"Baengnyeongdo", "37.9667", "124.6667", ""},
           Case{"Tokyo", "35.68", "139.69", "longitude OUT_OF_RANGE"},
           Case{"swapped", "126.7", "37.4", "latitude OUT_OF_RANGE"},
           Case{"half", "37.4", "", "longitude REQUIRED"},
           Case{"metres", "1954321.12", "950123.4", "latitude OUT_OF_RANGE"},
       }) {
    Faults faults;
    CheckCoordinates(c.latitude, c.longitude, faults);
    EXPECT_EQ(First(faults), c.fault) << c.what;
  }
}

TEST(EmissionFacility, Rules) {
  const std::map<std::string, Kind> items = {{"f", Kind::kFuel}, {"m", Kind::kMaterial}};
  struct Case {
    std::string what;
    std::function<void(EmissionFacility&)> change;
    std::string fault;
  };
  for (const Case& c : {
           Case{"bare", [](EmissionFacility&) {}, ""},
           Case{"fuel", [](EmissionFacility& f) { f.fuel_item_ids = {"f"}; }, ""},
           Case{"unknown fuel",
                [](EmissionFacility& f) {
                  f.fuel_item_ids = {"f", "x"};
                },
                "fuel_item_ids[1] UNKNOWN_ITEM"},
           Case{"material as fuel", [](EmissionFacility& f) { f.fuel_item_ids = {"m"}; },
                "fuel_item_ids[0] UNKNOWN_ITEM"},
           Case{"twice",
                [](EmissionFacility& f) {
                  f.material_item_ids = {"m", "m"};
                },
                "material_item_ids[1] DUPLICATE"},
           Case{"type without a table", [](EmissionFacility& f) { f.type_code = "1"; },
                "type_code UNKNOWN_CODE"},
           Case{"capacity", [](EmissionFacility& f) { f.capacity = "10"; },
                "capacity_unit REQUIRED"},
           Case{"31 February", [](EmissionFacility& f) { f.installed_on = "2026-02-31"; },
                "installed_on INVALID_DATE"},
       }) {
    EmissionFacility facility = {.number = "1", .name = "보일러"};
    c.change(facility);
    EXPECT_EQ(First(CheckEmissionFacility(facility, Codes(), items, kYear)), c.fault) << c.what;
  }
}

TEST(ControlDevice, Pollutants) {
  struct Case {
    std::string what;
    std::vector<TreatedPollutant> pollutants;
    std::string fault;
  };
  for (const Case& c : {
           Case{"two", {{"28", "99.5"}, {"12", ""}}, ""},
           Case{"over 100 %",
                {{"28", "100.1"}},
                "pollutants[0].design_efficiency_percent OUT_OF_RANGE"},
           Case{"no code", {{"", "90"}}, "pollutants[0].pollutant_code REQUIRED"},
           Case{"twice", {{"28", "90"}, {"28", "95"}}, "pollutants[1].pollutant_code DUPLICATE"},
       }) {
    ControlDevice device = {.number = "1", .name = "집진기", .pollutants = c.pollutants};
    EXPECT_EQ(First(CheckControlDevice(device, {}, Codes(), kYear)), c.fault) << c.what;
  }
}

// 연료코드 기준 단위 매핑 (IEPS manual ⑤), 생산제품명 ← 제품명 (⑧).
TEST(Item, TakesNameAndUnitFromItsCode) {
  Item item = WithDefaultsOfCode({.kind = Kind::kFuel, .number = "1", .code = "F1"}, Codes());
  EXPECT_EQ(item.name, "LNG");
  EXPECT_EQ(item.unit_code, "U1");
  Item named = WithDefaultsOfCode(
      {.kind = Kind::kFuel, .number = "1", .code = "F1", .name = "도시가스", .unit_code = "U2"},
      Codes());
  EXPECT_EQ(named.name, "도시가스");
  EXPECT_EQ(named.unit_code, "U2");
}

TEST(Item, Rules) {
  struct Case {
    std::string what;
    Item item;
    std::string fault;
  };
  for (const Case& c : {
           Case{"fuel", {Kind::kFuel, "1", "F1", "LNG", "", "U1"}, ""},
           Case{"fuel without code", {Kind::kFuel, "1", "", "LNG", "", "U1"}, "code REQUIRED"},
           Case{"fuel code as material",
                {Kind::kMaterial, "1", "F1", "LNG", "", "U1"},
                "code UNKNOWN_CODE"},
           Case{"product without code", {Kind::kProduct, "1", "", "전기(MODE1)", "", "U1"}, ""},
           Case{"no unit", {Kind::kProduct, "1", "", "증기", "", ""}, "unit_code REQUIRED"},
           Case{"unknown unit",
                {Kind::kProduct, "1", "", "증기", "", "톤"},
                "unit_code UNKNOWN_CODE"},
       }) {
    EXPECT_EQ(First(CheckItem(c.item, Codes(), kYear)), c.fault) << c.what;
  }
}

TEST(SiteFacts, Rules) {
  struct Case {
    std::string what;
    SiteFacts facts;
    std::string fault;
  };
  for (const Case& c : {
           Case{"nothing entered", {}, ""},
           Case{"power plant",
                {.industry_code = "35113",
                .region_class = 1,
                .tms = true,
                .tms_site_code = "T123",
                .tms_stack_count = 5},
                ""},
           Case{"KSIC with section letter", {.industry_code = "D35"}, "industry_code INVALID_KSIC"},
           Case{"KSIC too long", {.industry_code = "351130"}, "industry_code INVALID_KSIC"},
           Case{"region Ⅳ", {.region_class = 4}, "region_class OUT_OF_RANGE"},
           Case{"TMS code without TMS", {.tms_site_code = "T1"}, "tms_site_code NOT_ALLOWED"},
           Case{"TMS count without TMS", {.tms_stack_count = 1}, "tms_stack_count NOT_ALLOWED"},
       }) {
    EXPECT_EQ(First(CheckSiteFacts(c.facts)), c.fault) << c.what;
  }
}

TEST(Technician, Rules) {
  struct Case {
    std::string what;
    Technician technician;
    std::string fault;
  };
  for (const Case& c : {
           Case{"in office", {"홍길동", "대기환경기사", "2024-03-02", ""}, ""},
           Case{"one day", {"홍길동", "대기환경기사", "2024-03-02", "2024-03-02"}, ""},
           Case{"dismissed before",
                {"홍길동", "대기환경기사", "2024-03-02", "2024-03-01"},
                "dismissed_on OUT_OF_ORDER"},
           Case{"no day", {"홍길동", "대기환경기사", "", ""}, "appointed_on REQUIRED"},
           Case{"no name", {"", "대기환경기사", "2024-03-02", ""}, "name REQUIRED"},
           Case{"no qualification", {"홍길동", "", "2024-03-02", ""}, "qualification REQUIRED"},
       }) {
    EXPECT_EQ(First(CheckTechnician(c.technician)), c.fault) << c.what;
  }
}

TEST(Code, Rules) {
  struct Case {
    std::string what;
    CodeTable table;
    Code code;
    std::string fault;
  };
  for (const Case& c : {
           Case{"fuel with unit", CodeTable::kFuel, {"F1", "LNG", "U1", "", ""}, ""},
           Case{"type with unit",
                CodeTable::kStackType,
                {"5", "TMS", "U1", "", ""},
                "unit_code NOT_ALLOWED"},
           Case{"ends before it begins",
                CodeTable::kFuel,
                {"F1", "LNG", "", "2026-01-01", "2026-01-01"},
                "valid_until OUT_OF_ORDER"},
           Case{"no name", CodeTable::kFuel, {"F1", "", "", "", ""}, "name REQUIRED"},
           Case{"no code", CodeTable::kFuel, {"", "LNG", "", "", ""}, "code REQUIRED"},
       }) {
    EXPECT_EQ(First(CheckCode(c.table, c.code)), c.fault) << c.what;
  }
}

}  // namespace
}  // namespace sems::facility
