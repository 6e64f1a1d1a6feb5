#include "services/ieps/domain/mapping_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace sems::ieps {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The stack tab as manual 04 shows it, and a product tab.
Catalog TestCatalog() {
  Catalog catalog;
  catalog.tabs = {{Tab::kStack,
                   "배출구 매핑",
                   {{"오류", TabField::kError},
                    {"배출구번호", TabField::kSemsNumber},
                    {"배출구명", TabField::kSemsName},
                    {"배출구유형", TabField::kSemsType},
                    {"허가증상배출구번호", TabField::kPermitNumber},
                    {"허가증상배출구명", TabField::kPermitName},
                    {"통합배출구번호", TabField::kIepsNumber},
                    {"통합배출구명", TabField::kIepsName},
                    {"통합시설 없음(Y)", TabField::kNotInIeps}}},
                  {Tab::kControlDevice, "방지시설 매핑", {}},
                  {Tab::kEmissionFacility, "배출시설 매핑", {}},
                  {Tab::kProduct,
                   "생산제품 매핑",
                   {{"생산제품번호", TabField::kSemsNumber},
                    {"단위", TabField::kUnit},
                    {"통합생산제품번호", TabField::kIepsNumber}}}};
  return catalog;
}

InventoryItem Item(std::string id, std::string number, std::string name, std::string type) {
  InventoryItem item;
  item.id = std::move(id);
  item.number = std::move(number);
  item.name = std::move(name);
  item.type_label = std::move(type);
  return item;
}

// Rows of the mapping screen of manual 04 ①.
Inventory TestInventory() {
  Inventory inventory;
  inventory.stacks = {Item("s1", "1", "1호기보일러", "5-TMS"),
                      Item("s7", "7", "Ash저장시설", "1-원형배출구"),
                      Item("s16", "16", "석고동저장시설", "1-원형배출구")};
  inventory.stacks[1].permit_number = "7";
  inventory.stacks[1].permit_name = "#1 저장시설";
  inventory.products = {Item("p1", "1", "전기", "")};
  inventory.products[0].unit_name = "MWh";
  return inventory;
}

DraftRow Row(int row, std::string number, std::string ieps_number, std::string ieps_name = "") {
  DraftRow draft;
  draft.row = row;
  draft.sems_number = std::move(number);
  draft.ieps_number = std::move(ieps_number);
  draft.ieps_name = std::move(ieps_name);
  return draft;
}

std::vector<std::string> Check(const std::vector<DraftRow>& rows,
                               const Inventory& inventory = TestInventory(),
                               const std::vector<Tab>& tabs = {Tab::kStack}) {
  std::vector<std::string> found;
  for (const MappingIssue& issue : CheckDraft(TestCatalog(), inventory, tabs, rows)) {
    EXPECT_FALSE(issue.message.empty());
    EXPECT_FALSE(issue.message_ko.empty());
    found.push_back(absl::StrCat(issue.severity == Severity::kError ? "E " : "W ", issue.row, " ",
                                 issue.column, " ", issue.code));
  }
  return found;
}

TEST(CheckDraft, PassesADraftThatIsOneToOne) {
  EXPECT_THAT(Check({Row(2, "1", "#A6", "1호기보일러"), Row(3, "7", "#A12", "Ash저장시설"),
                     Row(4, "16", "#A11", "석고동저장시설")}),
              IsEmpty());
}

// 04 ⑦: "매핑 시설 중 중복 여부를 검사합니다". Both rows are named.
TEST(CheckDraft, FindsOneIepsNumberInTwoRows) {
  EXPECT_THAT(Check({Row(2, "1", "#A6"), Row(3, "7", "#A6"), Row(4, "16", "#A11")}),
              ElementsAre("E 2 통합배출구번호 DUPLICATE_IEPS_NUMBER",
                          "E 3 통합배출구번호 DUPLICATE_IEPS_NUMBER"));
}

TEST(CheckDraft, LetsAClosedItemShareTheNumberOfItsSuccessor) {
  Inventory inventory = TestInventory();
  inventory.stacks[0].closed_on = absl::CivilDay(2026, 3, 31);
  EXPECT_THAT(Check({Row(2, "1", "#A6"), Row(3, "7", "#A6"), Row(4, "16", "#A11")}, inventory),
              IsEmpty());
}

TEST(CheckDraft, FindsUnknownAndRepeatedSemsNumbers) {
  EXPECT_THAT(
      Check({Row(2, "1", "#A6"), Row(3, "99", "#A12"), Row(4, "1", "#A7"), Row(5, "", ""),
             Row(6, "7", "#A1"), Row(7, "16", "#A2")}),
      ElementsAre("E 3 배출구번호 UNKNOWN_SEMS_NUMBER", "E 4 배출구번호 DUPLICATE_SEMS_NUMBER",
                  "E 5 배출구번호 UNKNOWN_SEMS_NUMBER"));
}

TEST(CheckDraft, FindsAlteredSemsColumns) {
  DraftRow row = Row(2, "7", "#A12");
  row.sems_name = "Ash저장시설";
  row.sems_type = "1-원형배출구";
  row.permit_number = "7";
  row.permit_name = "#1 저장시설";
  DraftRow altered = row;
  altered.sems_name = "Ash";
  altered.sems_type = "";
  altered.permit_number = "8";
  altered.permit_name = "#2 저장시설";
  const std::vector<DraftRow> others = {Row(3, "1", "#A6"), Row(4, "16", "#A11")};
  EXPECT_THAT(Check({row, others[0], others[1]}), IsEmpty());
  EXPECT_THAT(Check({altered, others[0], others[1]}),
              ElementsAre("E 2 배출구명 SEMS_COLUMN_ALTERED", "E 2 배출구유형 SEMS_COLUMN_ALTERED",
                          "E 2 허가증상배출구번호 SEMS_COLUMN_ALTERED",
                          "E 2 허가증상배출구명 SEMS_COLUMN_ALTERED"));
}

TEST(CheckDraft, FindsMalformedCells) {
  DraftRow no = Row(4, "16", "");
  no.not_in_ieps = "없음";
  EXPECT_THAT(Check({Row(2, "1", std::string(51, 'x')), Row(3, "7", "#A1 ", "이름\n"), no}),
              ElementsAre("E 2 통합배출구번호 MALFORMED", "E 3 통합배출구번호 MALFORMED",
                          "E 3 통합배출구명 MALFORMED", "E 4 통합시설 없음(Y) MALFORMED",
                          "W 4 통합배출구번호 UNMAPPED"));
  EXPECT_THAT(Check({Row(2, "1", "", "이름"), Row(3, "7", "#A1"), Row(4, "16", "#A2")}),
              ElementsAre("E 2 통합배출구번호 NAME_WITHOUT_NUMBER"));
}

// 붙임, 시설번호 매핑: "1:1 매핑이 안될 수도 있습니다" → left out, hence warned of, not refused.
TEST(CheckDraft, WarnsOfUnmappedAndMissingRowsUnlessMarked) {
  EXPECT_THAT(Check({Row(2, "1", "#A6"), Row(3, "7", "")}),
              ElementsAre("W 3 통합배출구번호 UNMAPPED", "W 0 배출구번호 ROW_MISSING"));
  DraftRow marked = Row(3, "7", "");
  marked.not_in_ieps = "Y";
  EXPECT_THAT(Check({Row(2, "1", "#A6"), marked, Row(4, "16", "#A1")}), IsEmpty());
  marked.ieps_number = "#A7";
  EXPECT_THAT(Check({Row(2, "1", "#A6"), marked, Row(4, "16", "#A1")}),
              ElementsAre("E 3 통합시설 없음(Y) MAPPED_AND_NOT_IN_IEPS"));
}

TEST(CheckDraft, LooksAtEachTabOnItsOwn) {
  DraftRow product = Row(2, "1", "#A6");
  product.tab = Tab::kProduct;
  product.unit = "MWh";
  EXPECT_THAT(Check({Row(2, "1", "#A6"), Row(3, "7", "#A1"), Row(4, "16", "#A2"), product},
                    TestInventory(), {Tab::kStack, Tab::kProduct}),
              IsEmpty());
  product.unit = "kWh";
  EXPECT_THAT(Check({product}, TestInventory(), {Tab::kProduct}),
              ElementsAre("E 2 단위 SEMS_COLUMN_ALTERED"));
}

TEST(ToMapping, KeepsMappedAndMarkedRowsByItem) {
  DraftRow marked = Row(3, "7", "");
  marked.not_in_ieps = "y";
  const TabMapping mapping = ToMapping(Tab::kStack, TestInventory(),
                                       {Row(2, "1", "#A6", "1호기"), marked, Row(4, "16", "")});
  ASSERT_EQ(mapping.size(), 2u);
  EXPECT_EQ(mapping.at("s1").ieps_number, "#A6");
  EXPECT_EQ(mapping.at("s1").ieps_name, "1호기");
  EXPECT_TRUE(mapping.at("s7").not_in_ieps);
}

// 04: "시설 매핑 결과가 1:1 이 아닌 경우 데이터 다운로드가 불가능합니다". A saved mapping can cease
// to be 1:1, when a closed item runs again beside its successor.
TEST(FindNotOneToOne, NamesTheRowsToFix) {
  Inventory inventory = TestInventory();
  const TabMapping mapping = {{"s1", {"s1", "#A6", "", false}},
                              {"s7", {"s7", "#A6", "", false}},
                              {"s16", {"s16", "", "", true}}};
  inventory.stacks[1].closed_on = absl::CivilDay(2026, 3, 31);
  EXPECT_THAT(FindNotOneToOne(Tab::kStack, inventory, mapping), IsEmpty());
  inventory.stacks[1].closed_on.reset();
  const std::vector<RowToFix> rows = FindNotOneToOne(Tab::kStack, inventory, mapping);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].sems_number, "1");
  EXPECT_EQ(rows[0].ieps_number, "#A6");
  EXPECT_EQ(rows[0].code, "DUPLICATE_IEPS_NUMBER");
  EXPECT_EQ(rows[0].message, "IEPS number #A6 also belongs to stack 7");
  EXPECT_EQ(rows[1].sems_number, "7");
}

TEST(RowsWithoutMapping, ListsWhatIsOpen) {
  Inventory inventory = TestInventory();
  inventory.stacks[1].closed_on = absl::CivilDay(2026, 3, 31);
  const std::vector<RowToFix> rows = RowsWithoutMapping(Tab::kStack, inventory);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].sems_number, "16");
  EXPECT_EQ(rows[1].code, "UNMAPPED");
}

}  // namespace
}  // namespace sems::ieps
