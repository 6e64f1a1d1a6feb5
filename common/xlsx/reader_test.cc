#include "common/xlsx/reader.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "common/status/error.h"
#include "common/values/decimal.h"
#include "common/xlsx/writer.h"
#include "common/xlsx/zip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::xlsx {
namespace {

using ::testing::AnyOf;
using ::testing::Not;

using Parts = std::map<std::string, std::string>;

constexpr char kRels[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
constexpr char kOffice[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string Relation(std::string_view id, std::string_view kind, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + kOffice + "/" +
         std::string(kind) + "\" Target=\"" + std::string(target) + "\"/>";
}

// A smallest workbook, of one sheet with these rows, as other programs than ours write it.
Parts MakeParts(std::string_view rows, std::string_view strings = "") {
  Parts parts;
  parts["_rels/.rels"] =
      kRels + Relation("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>";
  parts["xl/workbook.xml"] =
      std::string("<workbook xmlns:r=\"") + kOffice +
      "\"><sheets><sheet name=\"시트\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] = kRels + Relation("r1", "worksheet", "worksheets/s.xml") +
                                        Relation("r2", "sharedStrings", "/xl/strings.xml") +
                                        "</Relationships>";
  parts["xl/worksheets/s.xml"] =
      "<worksheet><sheetData>" + std::string(rows) + "</sheetData></worksheet>";
  parts["xl/strings.xml"] = "<sst>" + std::string(strings) + "</sst>";
  return parts;
}

std::string Pack(const Parts& parts) {
  std::vector<ZipFile> files;
  for (const auto& [name, bytes] : parts) files.push_back({name, bytes});
  return *WriteZip(files);
}

std::string Repeat(std::string_view text, int times) {
  std::string repeated;
  repeated.reserve(text.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) repeated.append(text);
  return repeated;
}

std::string ReasonOf(const absl::StatusOr<ReadWorkbook>& workbook) {
  if (workbook.ok()) return "OK";
  EXPECT_EQ(workbook.status().code(), absl::StatusCode::kInvalidArgument) << workbook.status();
  return ErrorReason(workbook.status());
}

std::string ReasonOf(const Parts& parts, const ReadLimits& limits = {}) {
  return ReasonOf(ReadXlsx(Pack(parts), limits));
}

TEST(ReaderTest, ReadsEveryKindOfCell) {
  const std::string rows = R"(
    <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" s="3"/></row>
    <row r="4">
      <c r="A4" t="inlineStr"><is><t xml:space="preserve"> 한글 </t></is></c>
      <c r="B4"><v>16.100000000000001</v></c>
      <c r="C4" t="b"><v>1</v></c>
      <c r="D4" t="e"><v>#N/A</v></c>
      <c r="E4" t="str"><f>A1&amp;"x"</f><v>계산</v></c>
      <c r="F4" t="d"><v>2022-09-01</v></c>
      <c r="AB4" t="n"><v>44805</v></c>
      <c r="AC4" t="inlineStr"><is><r><t>가</t></r><r><rPr><b/></rPr><t>나</t></r></is></c>
    </row>
    <row><c><v>1</v></c><c><v>2</v></c></row>)";
  const std::string strings =
      "<si><t>사업장코드</t></si>"
      "<si><r><t>배출</t></r><r><t>구</t></r><rPh sb=\"0\" eb=\"1\"><t>읽기</t></rPh></si>";
  Parts parts = MakeParts(rows, strings);
  std::string& sheet_xml = parts["xl/worksheets/s.xml"];
  sheet_xml.insert(sheet_xml.find("</worksheet>"),
                   "<mergeCells count=\"1\"><mergeCell ref=\"A2:B3\"/></mergeCells>");
  const absl::StatusOr<ReadWorkbook> workbook = ReadXlsx(Pack(parts));
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  ASSERT_EQ(workbook->sheets.size(), 1u);
  ASSERT_NE(workbook->Find("시트"), nullptr);
  EXPECT_EQ(workbook->Find("없음"), nullptr);
  const ReadSheet& sheet = workbook->sheets[0];
  EXPECT_EQ(sheet.Text(2, 1), "사업장코드");
  EXPECT_EQ(sheet.Text(2, 3), "배출구");
  EXPECT_EQ(sheet.Find(2, 4), nullptr);  // a style is no content
  EXPECT_EQ(sheet.Text(4, 1), " 한글 ");
  EXPECT_EQ(sheet.Text(4, 2), "16.1");
  EXPECT_EQ(sheet.Find(4, 2)->type, CellType::kNumber);
  EXPECT_EQ(sheet.Text(4, 3), "TRUE");
  EXPECT_EQ(sheet.Find(4, 3)->type, CellType::kBoolean);
  EXPECT_EQ(sheet.Text(4, 4), "#N/A");
  EXPECT_EQ(sheet.Find(4, 4)->type, CellType::kError);
  EXPECT_EQ(sheet.Text(4, 5), "계산");
  EXPECT_EQ(sheet.Text(4, 6), "2022-09-01");
  EXPECT_EQ(sheet.Text(4, 28), "44805");
  EXPECT_EQ(sheet.Text(4, 29), "가나");
  EXPECT_EQ(sheet.Text(5, 2), "2");  // without references: next to the last one
  EXPECT_EQ(sheet.last_row(), 5);
  EXPECT_EQ(sheet.MergedText(3, 2), "사업장코드");
  EXPECT_EQ(sheet.MergedText(4, 5), "계산");
}

TEST(ReaderTest, ShowsNumbersAsExcelDoes) {
  const std::pair<std::string, std::string> kCases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"0.10000000000000001", "0.1"},
      {"39643.129000000001", "39643.129"},
      {"1.0000000000000001E-5", "0.00001"},
      {"1E3", "1000"},
      {"426950127", "426950127"},
      {"123456789012345", "123456789012345"},
      {"1.5E+20", "150000000000000000000"},
      {"-2.5", "-2.5"},
      {"12.340", "12.34"},
      {"0.1234567890123456", "0.123456789012346"},
  };
  for (const auto& [written, shown] : kCases) {
    const auto workbook =
        ReadXlsx(Pack(MakeParts("<row r=\"1\"><c r=\"A1\"><v>" + written + "</v></c></row>")));
    ASSERT_TRUE(workbook.ok()) << written;
    EXPECT_EQ(workbook->sheets[0].Text(1, 1), shown);
  }
}

TEST(ReaderTest, NamesColumns) {
  EXPECT_EQ(ColumnName(1), "A");
  EXPECT_EQ(ColumnName(26), "Z");
  EXPECT_EQ(ColumnName(27), "AA");
  EXPECT_EQ(ColumnName(702), "ZZ");
  EXPECT_EQ(ColumnName(16384), "XFD");
}

// Every decimal that may be entered survives writing and reading with its value.
TEST(ReaderTest, ReadsBackWhatTheWriterWrote) {
  std::vector<Decimal> numbers = {Decimal::Literal("39643.129"), Decimal::Literal("0.0000000001"),
                                  Decimal::Literal("-123456789012345"), Decimal(0)};
  std::mt19937_64 random(3);
  for (int i = 0; i < 2000; ++i) {
    numbers.push_back(Decimal::FromUnits(
        static_cast<std::int64_t>(random() % 1'999'999'999'999'999) - 999'999'999'999'999,
        static_cast<int>(random() % 11)));
  }
  const std::vector<std::string> texts = {"z1T6Bguc",       "20210701", "#A6",        " 끝 ",
                                          "_x0041_",        "a\nb",     "<&>\"'",     "=1+1",
                                          "대기-신-1234호", "bell\x07", "C-PGTA010 𐍈"};
  auto writer = Writer::Create({.title = "왕복"});
  ASSERT_TRUE(writer.ok());
  SheetWriter& sheet =
      (*writer)->AddSheet({.name = "1.대기-자가측정기록부",
                           .columns = {{.group = "", .item = "사업장코드"},
                                       {.group = "측정정보", .item = "측정일시"}}});
  for (const std::string& text : texts) sheet.AddRow({Cell::Text(text), Cell::Text("x")});
  for (const Decimal& number : numbers) sheet.AddRow({Cell::Blank(), Cell::Number(number)});
  const absl::StatusOr<std::string> bytes = (*writer)->Finish();
  ASSERT_TRUE(bytes.ok()) << bytes.status();

  const absl::StatusOr<ReadWorkbook> workbook = ReadXlsx(*bytes);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  const ReadSheet& read = workbook->sheets[0];
  EXPECT_EQ(read.name, "1.대기-자가측정기록부");
  EXPECT_EQ(read.Text(1, 1), "사업장코드");
  EXPECT_EQ(read.MergedText(2, 1), "사업장코드");
  EXPECT_EQ(read.Text(1, 2), "측정정보");
  EXPECT_EQ(read.Text(2, 2), "측정일시");
  int row = 3;
  for (const std::string& text : texts) EXPECT_EQ(read.Text(row++, 1), text);
  for (const Decimal& number : numbers) {
    EXPECT_EQ(read.Find(row, 1), nullptr);
    ASSERT_EQ(Decimal::Parse(read.Text(row, 2)), number) << number << " row " << row;
    ++row;
  }
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(ReaderTest, ReadsWhatLibreOfficeSaves) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "no soffice on this machine";
  }
  auto writer = Writer::Create({.title = "5.배출구 가동시간"});
  SheetWriter& sheet = (*writer)->AddSheet({.name = "5.배출구 가동시간",
                                            .columns = {{.group = "", .item = "사업장코드"},
                                                        {.group = "가동시간", .item = "시간"},
                                                        {.group = "가동시간", .item = "비고"}},
                                            .protect = true});
  sheet.AddRow({Cell::Text("z1T6Bguc").As(CellUse::kLocked),
                Cell::Number(Decimal::Literal("39643.129")), Cell::Text("연소조절")});
  sheet.AddRow({Cell::Text("20210701"), Cell::Number(Decimal::Literal("0.10")),
                Cell::Text(" 앞뒤 ").As(CellUse::kOpen).WithNote("일 평균")});
  const std::string bytes = *(*writer)->Finish();

  std::string directory = std::filesystem::temp_directory_path() / "sems-xlsx-XXXXXX";
  ASSERT_NE(mkdtemp(directory.data()), nullptr);
  std::ofstream(directory + "/in.xlsx", std::ios::binary) << bytes;
  const std::string command = "HOME=" + directory +
                              " soffice --headless -env:UserInstallation=file://" + directory +
                              "/profile --convert-to 'xlsx:Calc MS Excel 2007 XML' --outdir " +
                              directory + "/out " + directory + "/in.xlsx >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string saved = ReadFile(directory + "/out/in.xlsx");
  std::filesystem::remove_all(directory);
  ASSERT_FALSE(saved.empty());
  ASSERT_NE(saved, bytes);

  const absl::StatusOr<ReadWorkbook> workbook = ReadXlsx(saved);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  const ReadSheet& read = workbook->sheets[0];
  EXPECT_EQ(read.name, "5.배출구 가동시간");
  EXPECT_EQ(read.MergedText(2, 1), "사업장코드");
  EXPECT_EQ(read.MergedText(1, 3), "가동시간");
  EXPECT_EQ(read.Text(2, 3), "비고");
  EXPECT_EQ(read.Text(3, 1), "z1T6Bguc");
  EXPECT_EQ(read.Text(3, 2), "39643.129");
  EXPECT_EQ(read.Text(3, 3), "연소조절");
  EXPECT_EQ(read.Text(4, 1), "20210701");
  EXPECT_EQ(read.Find(4, 1)->type, CellType::kText);
  EXPECT_EQ(read.Text(4, 2), "0.1");
  EXPECT_EQ(read.Text(4, 3), " 앞뒤 ");
}

// ---- files that mean harm, or have met with it

TEST(HostileTest, WhatIsNoWorkbook) {
  EXPECT_EQ(ReasonOf(ReadXlsx("")), "NOT_A_WORKBOOK");
  EXPECT_EQ(ReasonOf(ReadXlsx("사업장코드,가동일자\n")), "NOT_A_WORKBOOK");
  EXPECT_EQ(ReasonOf(ReadXlsx(std::string(4096, '\0'))), "NOT_A_WORKBOOK");
  EXPECT_EQ(ReasonOf(ReadXlsx("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old Excel")), "NOT_A_WORKBOOK");
  EXPECT_EQ(ReasonOf(Parts{{"readme.txt", "hello"}}), "NOT_A_WORKBOOK");
  Parts document = MakeParts("");
  document["xl/workbook.xml"] = "<document/>";
  EXPECT_EQ(ReasonOf(document), "NOT_A_WORKBOOK");
  Parts binary = MakeParts("");
  binary["_rels/.rels"] =
      kRels + Relation("r1", "officeDocument", "xl/workbook.bin") + "</Relationships>";
  EXPECT_EQ(ReasonOf(binary), "NOT_A_WORKBOOK");
}

TEST(HostileTest, TruncatedAnywhere) {
  const std::string bytes = Pack(MakeParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
  ASSERT_TRUE(ReadXlsx(bytes).ok());
  for (std::size_t length = 4; length < bytes.size(); length += 7) {
    EXPECT_EQ(ReasonOf(ReadXlsx(bytes.substr(0, length))), "WORKBOOK_DAMAGED") << length;
  }
}

TEST(HostileTest, TooManyBytes) {
  EXPECT_EQ(ReasonOf(ReadXlsx(std::string((10 << 20) + 1, 'P'))), "WORKBOOK_TOO_LARGE");
}

TEST(HostileTest, ZipBomb) {
  Parts ratio = MakeParts(std::string(30 << 20, ' '));
  EXPECT_EQ(ReasonOf(ratio), "WORKBOOK_TOO_LARGE");
  // With the ratio allowed, the bytes still are not.
  ReadLimits limits;
  limits.max_ratio = 1'000'000;
  limits.max_entry_bytes = 20 << 20;
  EXPECT_EQ(ReasonOf(ratio, limits), "WORKBOOK_TOO_LARGE");
  limits.max_entry_bytes = 100 << 20;
  limits.max_total_bytes = 20 << 20;
  EXPECT_EQ(ReasonOf(ratio, limits), "WORKBOOK_TOO_LARGE");
}

// One part named by many sheets inflates once for each of them.
TEST(HostileTest, OneSheetManyTimes) {
  Parts parts = MakeParts(std::string(3 << 20, ' '));
  std::string sheets;
  for (int i = 0; i < 50; ++i) sheets += "<sheet name=\"s\" r:id=\"r1\"/>";
  parts["xl/workbook.xml"] = std::string("<workbook xmlns:r=\"") + kOffice + "\"><sheets>" +
                             sheets + "</sheets></workbook>";
  ReadLimits limits;
  limits.max_ratio = 1'000'000;
  limits.max_total_bytes = 50 << 20;
  EXPECT_EQ(ReasonOf(parts, limits), "WORKBOOK_TOO_LARGE");
}

TEST(HostileTest, ForgedSizes) {
  const std::string bytes = Pack(MakeParts(Repeat("<row/>", 5000)));
  ASSERT_TRUE(ReadXlsx(bytes).ok());
  // Fields of the directory and of the local headers: sizes, CRC (APPNOTE 4.3.7, 4.3.12).
  struct Field {
    std::string signature;
    std::size_t offset;
  };
  const Field kFields[] = {{"PK\x01\x02", 16}, {"PK\x01\x02", 20}, {"PK\x01\x02", 24},
                           {"PK\x01\x02", 42}, {"PK\x03\x04", 14}, {"PK\x03\x04", 18},
                           {"PK\x03\x04", 22}};
  for (const Field& field : kFields) {
    for (const std::string& value : {std::string(4, '\0'), std::string("\1\0\0\0", 4),
                                     std::string("\xff\xff\xff\x7f", 4), std::string(4, '\xff')}) {
      std::string forged = bytes;
      for (std::size_t at = forged.find(field.signature); at != std::string::npos;
           at = forged.find(field.signature, at + 4)) {
        forged.replace(at + field.offset, 4, value);
      }
      EXPECT_THAT(ReasonOf(ReadXlsx(forged)),
                  AnyOf("OK", "NOT_A_WORKBOOK", "WORKBOOK_DAMAGED", "WORKBOOK_TOO_LARGE"))
          << field.offset;
    }
  }
}

TEST(HostileTest, FiveThousandEntries) {
  Parts parts = MakeParts("");
  for (int i = 0; i < 5000; ++i) parts["xl/media/" + std::to_string(i)] = "";
  EXPECT_EQ(ReasonOf(parts), "WORKBOOK_TOO_LARGE");
}

TEST(HostileTest, BillionLaughs) {
  std::string laughs = "<!DOCTYPE sst [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" + last + last + last + "\">";
  }
  Parts parts = MakeParts("");
  parts["xl/strings.xml"] = laughs + "]><sst><si><t>&a29;</t></si></sst>";
  EXPECT_EQ(ReasonOf(parts), "WORKBOOK_REFUSED");
}

TEST(HostileTest, ExternalEntity) {
  for (const std::string part : {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                 "xl/strings.xml", "xl/worksheets/s.xml"}) {
    Parts parts = MakeParts("<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>");
    parts[part].insert(0, "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
    EXPECT_EQ(ReasonOf(parts), "WORKBOOK_REFUSED") << part;
  }
  // Without a DOCTYPE there is no such entity.
  EXPECT_EQ(ReasonOf(MakeParts("<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>")),
            "WORKBOOK_DAMAGED");
}

TEST(HostileTest, DeepNesting) {
  EXPECT_EQ(ReasonOf(MakeParts(Repeat("<a>", 100'000) + Repeat("</a>", 100'000))),
            "WORKBOOK_REFUSED");
  EXPECT_EQ(ReasonOf(MakeParts(Repeat("<a>", 60) + Repeat("</a>", 60))), "OK");
}

TEST(HostileTest, EndlessTag) {
  ReadLimits limits;
  limits.max_ratio = 1'000'000;
  const std::string attribute = "<row x=\"" + std::string(8 << 20, 'x') + "\"/>";
  EXPECT_EQ(ReasonOf(MakeParts(attribute), limits), "WORKBOOK_REFUSED");
}

TEST(HostileTest, MoreThanTheLimitsAllow) {
  ReadLimits limits;
  limits.max_cells = 10;
  limits.max_shared_strings = 3;
  limits.max_text_bytes = 100;
  limits.max_all_text_bytes = 500;
  limits.max_sheets = 1;
  const std::string cell = "<c><v>1</v></c>";
  EXPECT_EQ(ReasonOf(MakeParts("<row>" + Repeat(cell, 10) + "</row>"), limits), "OK");
  EXPECT_EQ(ReasonOf(MakeParts("<row>" + Repeat(cell, 11) + "</row>"), limits),
            "WORKBOOK_TOO_LARGE");
  EXPECT_EQ(ReasonOf(MakeParts("", Repeat("<si><t>a</t></si>", 4)), limits), "WORKBOOK_TOO_LARGE");
  const std::string longest = "<si><t>" + std::string(100, 'a') + "</t></si>";
  EXPECT_EQ(ReasonOf(MakeParts("", longest), limits), "OK");
  EXPECT_EQ(ReasonOf(MakeParts("", "<si><t>" + std::string(101, 'a') + "</t></si>"), limits),
            "WORKBOOK_TOO_LARGE");
  // One long text used by many cells.
  EXPECT_EQ(ReasonOf(MakeParts("<row>" + Repeat("<c t=\"s\"><v>0</v></c>", 6) + "</row>", longest),
                     limits),
            "WORKBOOK_TOO_LARGE");
  Parts two = MakeParts("");
  std::string& workbook = two["xl/workbook.xml"];
  workbook.insert(workbook.find("</sheets>"), "<sheet name=\"b\" r:id=\"r1\"/>");
  EXPECT_EQ(ReasonOf(two, limits), "WORKBOOK_TOO_LARGE");
}

TEST(HostileTest, MalformedSheets) {
  const std::string kRows[] = {
      "<row r=\"0\"/>",
      "<row r=\"-1\"/>",
      "<row r=\"1048577\"/>",
      "<row r=\"99999999999999999999\"/>",
      "<row r=\"2\"/><row r=\"1\"/>",
      "<row r=\"2\"/><row r=\"2\"/>",
      "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
      "<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>",
      "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAA1\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"\"><v>1</v></c></row>",
      "<row><c t=\"s\"><v>0</v></c></row>",
      "<row><c t=\"s\"><v>-1</v></c></row>",
      "<row><c t=\"s\"><v>99999999999999999999999</v></c></row>",
      "<row><c t=\"b\"><v>yes</v></c></row>",
      "<row><c t=\"n\"><v>NaN</v></c></row>",
      "<row><c t=\"n\"><v>inf</v></c></row>",
      "<row><c t=\"n\"><v>1e999</v></c></row>",
      "<row><c t=\"n\"><v>12abc</v></c></row>",
      "<row><c t=\"nonsense\"><v>1</v></c></row>",
      "<row><c></row>",
      "<row>\xFF\xFE</row>",
      "<mergeCell ref=\"B2:A1\"/>",
      "<mergeCell/>",
  };
  for (const std::string& rows : kRows) {
    EXPECT_EQ(ReasonOf(MakeParts(rows)), "WORKBOOK_DAMAGED") << rows;
  }
}

TEST(HostileTest, MissingParts) {
  for (const std::string part :
       {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/s.xml"}) {
    Parts parts = MakeParts("");
    parts.erase(part);
    EXPECT_EQ(ReasonOf(parts), "WORKBOOK_DAMAGED") << part;
  }
  Parts outside = MakeParts("");
  outside["xl/_rels/workbook.xml.rels"] =
      kRels + Relation("r1", "worksheet", "../../../../etc/passwd") + "</Relationships>";
  EXPECT_EQ(ReasonOf(outside), "WORKBOOK_DAMAGED");
}

// Whatever bytes are hit, the answer is an error of the caller or a workbook, never a crash.
TEST(HostileTest, BitsFlippedAnywhere) {
  auto writer = Writer::Create({.title = "t"});
  SheetWriter& sheet = (*writer)->AddSheet({.name = "s", .columns = {{.group = "g", .item = "i"}}});
  for (int i = 0; i < 20; ++i) sheet.AddRow({Cell::Text("텍스트"), Cell::Integer(i)});
  const std::string bytes = *(*writer)->Finish();
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string hit = bytes;
    const int hits = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < hits; ++i) {
      hit[random() % hit.size()] ^= static_cast<char>(1 << (random() % 8));
    }
    EXPECT_THAT(ReasonOf(ReadXlsx(hit)), Not(""));
  }
}

// Inside the parts too, where no checksum catches it.
TEST(HostileTest, XmlMangledAnywhere) {
  const Parts parts = MakeParts(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1.5</v></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>가</t></is></c></row>",
      "<si><r><t>나</t></r></si>");
  std::mt19937 random(12);
  for (int round = 0; round < 3000; ++round) {
    Parts mangled = parts;
    auto part = mangled.begin();
    std::advance(part, random() % mangled.size());
    std::string& text = part->second;
    const std::size_t at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, 1 + random() % 20);
        break;
      default:
        text.insert(at, text.substr(random() % text.size(), random() % 40));
        break;
    }
    EXPECT_THAT(ReasonOf(mangled), Not(""));
  }
}

}  // namespace
}  // namespace sems::xlsx
