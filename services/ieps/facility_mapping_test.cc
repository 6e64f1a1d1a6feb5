// IEPS 시설정보 매핑 (manual 04): template, upload, check, save.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/xlsx/reader.h"
#include "common/xlsx/writer.h"
#include "services/ieps/ieps_fixture.h"

namespace sems::ieps {
namespace {

using Mappings = v1::FacilityMappingService::Stub;
using Table = std::vector<std::vector<std::string>>;

class FacilityMappingTest : public IepsTest {
 protected:
  absl::StatusOr<v1::UploadTemplateResponse> Upload(const std::string& bytes) {
    v1::UploadTemplateRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    request.mutable_file()->set_data(bytes);
    return Ask(harness_, operator_, *mappings_, &Mappings::UploadTemplate, request);
  }

  absl::StatusOr<v1::GetMappingResponse> Get(int survey_year = 2026) {
    v1::GetMappingRequest request;
    request.set_site_id(site_);
    request.set_survey_year(survey_year);
    request.set_tab(v1::FACILITY_TAB_STACK);
    return Ask(harness_, operator_, *mappings_, &Mappings::GetMapping, request);
  }

  // The stack tab's sheet as a person would leave it: what was downloaded, with cells changed.
  Table StackSheet() {
    auto file = GetTemplate(v1::FACILITY_TAB_STACK);
    EXPECT_TRUE(file.ok()) << file.status();
    auto workbook = xlsx::ReadXlsx(file->bytes);
    EXPECT_TRUE(workbook.ok()) << workbook.status();
    Table table;
    const xlsx::ReadSheet& sheet = workbook->sheets.at(0);
    for (int row = 1; row <= sheet.last_row(); ++row) {
      auto& cells = table.emplace_back();
      for (int column = 1; column <= 9; ++column) {
        cells.emplace_back(sheet.Text(row, column));
      }
    }
    return table;
  }

  static std::string ToWorkbook(const Table& table) {
    auto writer = xlsx::Writer::Create({.title = "edited"});
    xlsx::SheetOptions options;
    options.name = "Sheet1";
    for (const std::string& header : table.at(0)) options.columns.push_back({.item = header});
    xlsx::SheetWriter& sheet = (*writer)->AddSheet(options);
    for (std::size_t row = 1; row < table.size(); ++row) {
      std::vector<xlsx::Cell> cells;
      for (const std::string& text : table[row]) cells.push_back(xlsx::Cell::Text(text));
      sheet.AddRow(cells);
    }
    return *(*writer)->Finish();
  }

  // "E 3 통합배출구번호 CODE" of each finding about an uploaded sheet.
  std::vector<std::string> Findings(const Table& table) {
    auto draft = Upload(ToWorkbook(table));
    EXPECT_TRUE(draft.ok()) << draft.status();
    if (!draft.ok()) return {};
    auto checked = Check(draft->draft().draft_id());
    EXPECT_TRUE(checked.ok()) << checked.status();
    std::vector<std::string> found;
    for (const v1::MappingIssue& issue : checked->issues()) {
      found.push_back(absl::StrCat(issue.severity() == v1::ISSUE_SEVERITY_ERROR ? "E " : "W ",
                                   issue.row(), " ", issue.column(), " ", issue.code()));
    }
    EXPECT_EQ(checked->ok(), checked->error_count() == 0);
    EXPECT_EQ(checked->error_count() + checked->warning_count(), checked->issues_size());
    return found;
  }
};

TEST_F(FacilityMappingTest, TheTemplateHasASheetPerTabWithTheManualsColumns) {
  SaveRows(GoodRows());
  auto file = GetTemplate();
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->content_type,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_THAT(file->headers["content-disposition"], HasSubstr("filename*=UTF-8''IEPS%20"));
  auto workbook = xlsx::ReadXlsx(file->bytes);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  std::vector<std::string> sheets;
  for (const xlsx::ReadSheet& sheet : workbook->sheets) sheets.push_back(sheet.name);
  EXPECT_THAT(sheets,
              ElementsAre("배출구 매핑", "방지시설 매핑", "배출시설 매핑", "생산제품 매핑"));
  // Manual 04 ①, typed by hand.
  const Table stacks = StackSheet();
  ASSERT_EQ(stacks.size(), 4u);
  EXPECT_THAT(stacks[0], ElementsAre("오류", "배출구번호", "배출구명", "배출구유형",
                                     "허가증상배출구번호", "허가증상배출구명", "통합배출구번호",
                                     "통합배출구명", "통합시설 없음(Y)"));
  EXPECT_THAT(stacks[1],
              ElementsAre("", "1", "1호기보일러", "5-TMS", "", "", "#A6", "1호기보일러", ""));
  EXPECT_THAT(stacks[3], ElementsAre("", "16", "석고동저장시설", "1-원형배출구", "14",
                                     "저장시설(석고)", "", "", ""));
}

TEST_F(FacilityMappingTest, DownloadedFilledUploadedCheckedSaved) {
  Table table = StackSheet();
  table[1][6] = "#A6";
  table[1][7] = "1호기보일러";
  table[2][6] = "#A7";
  table[3][8] = "Y";
  auto draft = Upload(ToWorkbook(table));
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_THAT(draft->draft().tabs(), ElementsAre(v1::FACILITY_TAB_STACK));
  EXPECT_EQ(draft->draft().rows_size(), 3);
  EXPECT_EQ(draft->draft().rows(2).sems_name(), "석고동저장시설");
  // Nothing is saved yet (04 ⑥: 하단 화면에 보여줍니다).
  EXPECT_EQ(Get()->saved_tabs_size(), 0);
  // 04 ⑦: 검사를 하여야 저장할 수 있습니다.
  EXPECT_EQ(ErrorReason(Save(draft->draft().draft_id()).status()), "DRAFT_NOT_CHECKED");
  auto checked = Check(draft->draft().draft_id());
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_TRUE(checked->ok());
  EXPECT_THAT(checked->issues(), IsEmpty());
  auto saved = Save(draft->draft().draft_id());
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->saved_tabs(0).version(), 1);
  auto mapping = Get();
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->rows(0).ieps_number(), "#A6");
  EXPECT_EQ(mapping->rows(0).ieps_name(), "1호기보일러");
  EXPECT_TRUE(mapping->rows(2).not_in_ieps());
  EXPECT_EQ(mapping->saved_tabs(0).saved_by_account_id(), operator_.account_id);
  // The draft is used up.
  EXPECT_EQ(Save(draft->draft().draft_id()).status().code(), absl::StatusCode::kNotFound);
  // And the next template shows what was saved.
  EXPECT_EQ(StackSheet()[1][6], "#A6");
  EXPECT_EQ(StackSheet()[3][8], "Y");
}

TEST_F(FacilityMappingTest, NamesEveryWrongCell) {
  Table table = StackSheet();
  table[1][6] = "#A6";
  table[2][6] = "#A6";
  table[3][6] = " #A1";
  EXPECT_THAT(Findings(table), ElementsAre("E 2 통합배출구번호 DUPLICATE_IEPS_NUMBER",
                                           "E 3 통합배출구번호 DUPLICATE_IEPS_NUMBER",
                                           "E 4 통합배출구번호 MALFORMED"));
  table = StackSheet();
  table[1][1] = "99";
  table[2][2] = "다른이름";
  table[2][3] = "";
  table[3][5] = "다른저장시설";
  EXPECT_THAT(Findings(table),
              ElementsAre("E 2 배출구번호 UNKNOWN_SEMS_NUMBER", "E 3 배출구명 SEMS_COLUMN_ALTERED",
                          "E 3 배출구유형 SEMS_COLUMN_ALTERED", "W 3 통합배출구번호 UNMAPPED",
                          "E 4 허가증상배출구명 SEMS_COLUMN_ALTERED", "W 4 통합배출구번호 UNMAPPED",
                          "W 0 배출구번호 ROW_MISSING"));
}

TEST_F(FacilityMappingTest, ADraftWithErrorsCannotBeSaved) {
  std::vector<v1::MappingRow> rows = GoodRows();
  rows[1].set_ieps_number("#A6");
  auto draft = Put(rows);
  ASSERT_TRUE(draft.ok()) << draft.status();
  auto checked = Check(draft->draft().draft_id());
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(checked->error_count(), 2);
  const absl::Status status = Save(draft->draft().draft_id()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(status), "DRAFT_HAS_ERRORS");
}

TEST_F(FacilityMappingTest, ColumnsMayBeMovedButNotMissing) {
  Table table = StackSheet();
  for (auto& row : table) std::reverse(row.begin(), row.end());
  table[1][2] = "#A6";
  auto draft = Upload(ToWorkbook(table));
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(draft->draft().rows(0).ieps_number(), "#A6");
  for (auto& row : table) row.erase(row.begin() + 6);  // 배출구명
  EXPECT_EQ(Upload(ToWorkbook(table)).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(FacilityMappingTest, RefusesFilesThatAreNoTemplate) {
  for (const std::string& bytes :
       {std::string(), std::string("not a workbook"), std::string(100, '\0'),
        ToWorkbook({{"가", "나"}, {"1", "2"}})}) {
    const absl::Status status = Upload(bytes).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  }
}

TEST_F(FacilityMappingTest, DraftsExpire) {
  auto draft = Put(GoodRows());
  ASSERT_TRUE(draft.ok()) << draft.status();
  ASSERT_TRUE(Check(draft->draft().draft_id()).ok());
  harness_.clock().Advance(absl::Hours(2));
  for (const absl::Status& status :
       {Check(draft->draft().draft_id()).status(), Save(draft->draft().draft_id()).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(ErrorReason(status), "DRAFT_EXPIRED");
  }
}

// Two people at work on the same mapping: the second is told, not overwritten.
TEST_F(FacilityMappingTest, ADraftThatIsNoLongerOfTheSavedMappingIsStale) {
  auto mine = Put(GoodRows());
  auto theirs = Put(GoodRows());
  ASSERT_TRUE(mine.ok() && theirs.ok());
  ASSERT_TRUE(Check(mine->draft().draft_id()).ok());
  ASSERT_TRUE(Check(theirs->draft().draft_id()).ok());
  ASSERT_TRUE(Save(theirs->draft().draft_id()).ok());
  const absl::Status status = Save(mine->draft().draft_id()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ErrorReason(status), "DRAFT_STALE");
}

// What was 1:1 when it was checked may not be when it is saved.
TEST_F(FacilityMappingTest, AnInventoryThatChangedSinceTheCheckIsSeen) {
  auto draft = Put(GoodRows());
  ASSERT_TRUE(draft.ok());
  ASSERT_TRUE(Check(draft->draft().draft_id())->ok());
  facility::v1::SaveStacksRequest request;
  request.set_site_id(site_);
  request.set_survey_year(2026);
  facility::v1::Stack& stack = *request.add_stacks();
  stack = stacks_["2"];
  stack.set_number("22");
  MustSave<facility::v1::StackService>("facility", &facility::v1::StackService::Stub::SaveStacks,
                                       request);
  EXPECT_EQ(ErrorReason(Save(draft->draft().draft_id()).status()), "DRAFT_HAS_ERRORS");
}

// Per survey year (조사년도); a new year goes on with the last one's, until it has its own.
TEST_F(FacilityMappingTest, ANewSurveyYearGoesOnWithTheLastMapping) {
  SaveRows(GoodRows());
  harness_.clock().Set(harness_.clock().Now() + absl::Hours(24 * 60));  // January 2027
  auto next = Get(2027);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->rows(0).ieps_number(), "#A6");
  EXPECT_EQ(next->saved_tabs(0).saved_for_year(), 2026);
  std::vector<v1::MappingRow> rows = GoodRows();
  rows[0].set_ieps_number("#B1");
  SaveRows(rows, 2027);
  EXPECT_EQ(Get(2027)->rows(0).ieps_number(), "#B1");
  EXPECT_EQ(Get(2027)->saved_tabs(0).version(), 1);
  EXPECT_EQ(Get(2026)->rows(0).ieps_number(), "#A6");
}

TEST_F(FacilityMappingTest, IsTheSitesOwn) {
  v1::PutDraftRequest request;
  request.set_site_id(site_);
  request.set_survey_year(2026);
  *request.add_rows() = GoodRows()[0];
  EXPECT_EQ(Ask(harness_, stranger_, *mappings_, &Mappings::PutDraft, request).status().code(),
            absl::StatusCode::kPermissionDenied);
  auto draft = Put(GoodRows());
  ASSERT_TRUE(draft.ok());
  v1::CheckMappingRequest check;
  check.set_site_id(foreign_site_);
  check.set_survey_year(2026);
  check.set_draft_id(draft->draft().draft_id());
  EXPECT_EQ(Ask(harness_, stranger_, *mappings_, &Mappings::CheckMapping, check).status().code(),
            absl::StatusCode::kNotFound);
  check.set_draft_id("no id");
  EXPECT_EQ(Ask(harness_, stranger_, *mappings_, &Mappings::CheckMapping, check).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(FacilityMappingTest, RefusesRowsOfNoTabAndNulCharacters) {
  EXPECT_EQ(Put({}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put({Row(v1::FACILITY_TAB_UNSPECIFIED, "1", "#A6")}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put({Row(v1::FACILITY_TAB_STACK, "1", std::string("#A\0 6", 5))}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sems::ieps
