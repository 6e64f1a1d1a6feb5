#include "common/xlsx/writer.h"

#include <filesystem>
#include <memory>
#include <string>

#include "common/values/decimal.h"
#include "common/xlsx/package.h"
#include "common/xlsx/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::xlsx {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string MakeTemplate() {
  auto writer = Writer::Create({.title = "배출구 매핑"});
  SheetWriter& sheet = (*writer)->AddSheet(
      {.name = "배출구 매핑",
       .columns = {{.group = "SEMS", .item = "배출구번호", .header_use = CellUse::kLocked},
                   {.group = "SEMS", .item = "배출구명", .header_use = CellUse::kLocked},
                   {.group = "IEPS", .item = "통합배출구번호", .header_use = CellUse::kOpen},
                   {.group = "", .item = "비고", .width = 30}},
       .protect = true});
  sheet.AddRow({Cell::Integer(1).As(CellUse::kLocked),
                Cell::Text("1호기보일러").As(CellUse::kLocked),
                Cell::Text("#A6").As(CellUse::kOpen), Cell::Blank(CellUse::kOpen)});
  sheet.AddRow({Cell::Integer(2).As(CellUse::kLocked),
                Cell::Text("2호기보일러").As(CellUse::kLocked), Cell::Blank(CellUse::kOpen),
                Cell::Text("x").WithNote("메모")});
  EXPECT_EQ(sheet.row_count(), 2);
  absl::StatusOr<std::string> bytes = (*writer)->Finish();
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return bytes.ok() ? *bytes : "";
}

std::string Part(const std::string& bytes, const std::string& name) {
  auto package = Package::Open(bytes, {});
  std::string text;
  EXPECT_TRUE((*package)
                  ->Read(name,
                         [&](std::string_view piece) {
                           text.append(piece);
                           return absl::OkStatus();
                         })
                  .ok())
      << name;
  return text;
}

TEST(WriterTest, TheSameInputGivesTheSameBytes) {
  const std::string first = MakeTemplate();
  EXPECT_EQ(first, MakeTemplate());
  // And on another day: no entry and no property bears a time of its own (1980-01-01 in ZIP's
  // terms; a fixed one in the document).
  const std::string kFixed("\x00\x00\x21\x00", 4);
  for (std::size_t at = first.find("PK\x03\x04"); at != std::string::npos;
       at = first.find("PK\x03\x04", at + 4)) {
    EXPECT_EQ(first.substr(at + 10, 4), kFixed);
  }
  EXPECT_THAT(Part(first, "docProps/core.xml"),
              HasSubstr("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z<"));
}

TEST(WriterTest, MergesTheHeadersOfAGroup) {
  const std::string sheet = Part(MakeTemplate(), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<mergeCell ref=\"A1:B1\"/>"));  // SEMS, over two items
  EXPECT_THAT(sheet, HasSubstr("<mergeCell ref=\"D1:D2\"/>"));  // no group: both rows
  EXPECT_THAT(sheet, Not(HasSubstr("ref=\"C1")));               // a group of one
  EXPECT_THAT(sheet, HasSubstr("ySplit=\"2\""));
  EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheet, HasSubstr("numberStoredAsText=\"1\""));
}

TEST(WriterTest, ASheetWithoutGroupsHasOneHeaderRow) {
  auto writer = Writer::Create({.title = "목록"});
  SheetWriter& sheet =
      (*writer)->AddSheet({.name = "목록", .columns = {{.group = "", .item = "사업장명"}}});
  sheet.AddRow({Cell::Text("테스트사업장")});
  const auto workbook = ReadXlsx(*(*writer)->Finish());
  EXPECT_EQ(workbook->sheets[0].Text(1, 1), "사업장명");
  EXPECT_EQ(workbook->sheets[0].Text(2, 1), "테스트사업장");
  EXPECT_TRUE(workbook->sheets[0].merged.empty());
}

TEST(WriterTest, ATemplateLocksWhatIsNotToBeFilledIn) {
  const std::string bytes = MakeTemplate();
  EXPECT_THAT(Part(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("<sheetProtection sheet=\"1\""));
  const std::string styles = Part(bytes, "xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("<protection locked=\"0\"/>"));
  EXPECT_THAT(styles, HasSubstr("<fgColor rgb=\"FFD9D9D9\"/>"));
  EXPECT_THAT(styles, HasSubstr("<fgColor rgb=\"FFFFFFFF\"/>"));
  EXPECT_THAT(styles, HasSubstr("맑은 고딕"));
  EXPECT_THAT(Part(bytes, "xl/comments1.xml"), HasSubstr("메모"));
}

TEST(WriterTest, NumbersShowTheStoredScale) {
  auto writer = Writer::Create({.title = "t"});
  SheetWriter& sheet = (*writer)->AddSheet({.name = "t", .columns = {}});
  sheet.AddRow({Cell::Number(Decimal::Literal("1.500")), Cell::Number(Decimal::Literal("2")),
                Cell::Number(Decimal::Literal("0.3")).As(CellUse::kEstimate)});
  const std::string styles = Part(*(*writer)->Finish(), "xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.000\""));
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.0\""));
  EXPECT_THAT(styles, HasSubstr("<i/>"));
}

TEST(WriterTest, CleansSheetNames) {
  auto writer = Writer::Create({.title = "t"});
  (*writer)->AddSheet({.name = "a/b:c*?[d]\\'", .columns = {}});
  (*writer)->AddSheet({.name = "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마",
                       .columns = {}});
  (*writer)->AddSheet({.name = "a/b:c*?[d]\\'", .columns = {}});
  (*writer)->AddSheet({.name = "", .columns = {}});
  const auto workbook = ReadXlsx(*(*writer)->Finish());
  ASSERT_TRUE(workbook.ok());
  ASSERT_EQ(workbook->sheets.size(), 4u);
  EXPECT_EQ(workbook->sheets[0].name, "a_b_c___d___");
  EXPECT_EQ(workbook->sheets[1].name,
            "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다");
  EXPECT_EQ(workbook->sheets[2].name, "Sheet3");
  EXPECT_EQ(workbook->sheets[3].name, "Sheet");
}

TEST(WriterTest, SaysWhenACellWasRefused) {
  auto writer = Writer::Create({.title = "t"});
  SheetWriter& sheet = (*writer)->AddSheet({.name = "t", .columns = {}});
  sheet.AddRow({Cell::Text(std::string(32'768, 'a'))});
  EXPECT_EQ((*writer)->Finish().status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ((*writer)->Finish().status().code(), absl::StatusCode::kInternal);
}

TEST(WriterTest, LeavesNoFileBehind) {
  const std::filesystem::path directory =
      std::filesystem::temp_directory_path() / "sems-xlsx-writer-test";
  std::filesystem::create_directory(directory);
  {
    auto finished = Writer::Create({.title = "t", .tmpdir = directory});
    (*finished)->AddSheet({.name = "t", .columns = {}});
    EXPECT_TRUE((*finished)->Finish().ok());
    auto abandoned = Writer::Create({.title = "t", .tmpdir = directory});
    (*abandoned)->AddSheet({.name = "t", .columns = {}});
  }
  EXPECT_TRUE(std::filesystem::is_empty(directory));
  std::filesystem::remove(directory);
  EXPECT_EQ(Writer::Create({.title = "t", .tmpdir = "/nowhere"}).status().code(),
            absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace sems::xlsx
