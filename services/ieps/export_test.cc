// From a site's records to the seven workbooks, through the real services beside it.
#include <zip.h>

#include <pqxx/pqxx>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/db/tx.h"
// Tx must be complete before the pool's FunctionRef<…(Tx&)> is.
#include "common/db/pool.h"
#include "common/values/uuid.h"
#include "common/xlsx/reader.h"
#include "services/ieps/file_answer.h"
#include "services/ieps/ieps_fixture.h"
#include "services/ieps/repository/expiry.h"

namespace sems::ieps {
namespace {

using Strings = std::vector<std::string>;

// Upper and lower header row of each form, typed by hand from the tables of the IEPS manual (02
// 데이터 매핑 기준 ②–⑧); not from the mapping file.
struct ManualForm {
  v1::Form form;
  const char* file;
  Strings groups;  // of each column; empty where the manual has none
  Strings items;
};

const std::vector<ManualForm>& ManualForms() {
  static const auto* const forms = [] {
    auto* made = new std::vector<ManualForm>{
        {v1::FORM_AIR_SELF_MEASUREMENT,
         "1.대기-자가측정기록부",
         {"", "측정정보", "측정정보", "기상상태", "기상상태", "기상상태", "기상상태", "기상상태",
          "기상상태", "측정자료", "측정자료", "측정자료", "측정자료", "측정자료", "측정자료",
          "측정항목", "측정항목", "측정항목", "측정항목"},
         {"사업장코드", "측정일시", "배출구번호(또는 해당시설번호)", "기상", "기온(°C)", "습도(%)",
          "기압(mmHg)", "풍향(풍)", "풍속(m/sec)", "배출가스량(Sm3/min)", "배출가스 유속(m/s)",
          "배출가스 온도(°C)", "수분함량(%)", "표준산소농도(%)", "실측산소농도(%)", "오염물질코드",
          "오염물질명", "측정농도", "단위"}},
        {v1::FORM_STACK_HOURS,
         "5.배출구 가동시간",
         {"", "", "배출구정보", "가동시간", "가동시간", "가동시간"},
         {"사업장코드", "가동일자", "배출구번호", "시간", "분", "비고"}},
        {v1::FORM_CONTROL_DEVICE_OPERATION,
         "6.대기 방지시설 운영현황",
         {"", "", "방지시설 정보", "공통 운영인자", "대기방지시설 운전인자",
          "대기방지시설 운전인자", "대기방지시설 운전인자", "대기방지시설 운전인자",
          "대기방지시설 운전인자", "대기방지시설 운전인자"},
         {"사업장코드", "운영일자", "방지시설관리번호", "전력사용량(Kwh)", "사용약품명-1",
          "사용약품량-1(kg/일 또는 L/일)", "사용약품명-2", "사용약품량-2(kg/일 또는 L/일)",
          "사용약품명-3", "사용약품량-3(kg/일 또는 L/일)"}},
        {v1::FORM_FUEL_USE,
         "8.연료사용량",
         {"", "", "시설정보", "연료 사용량", "연료 사용량"},
         {"사업장코드", "사용년월", "배출시설관리번호", "직접입력 연료명", "사용량단위"}},
        {v1::FORM_MATERIAL_USE,
         "9.원부원료 사용량",
         {"", "", "원부원료 사용량", "원부원료 사용량", "원부원료 사용량"},
         {"사업장코드", "사용년월", "원료명", "원료사용량", "원료사용단위코드"}},
        {v1::FORM_ENERGY_USE,
         "11.에너지 사용량",
         {"", "", "에너지 사용량", "에너지 사용량", "에너지 사용량", "에너지 사용량",
          "에너지 사용량"},
         {"사업장코드", "사용년월", "에너지코드", "직접입력 에너지명", "사용량", "사용량 단위 코드",
          "직접입력 단위명"}},
        {v1::FORM_PRODUCT_OUTPUT,
         "12.제품 생산량",
         {"", "", "제품생산량", "제품생산량", "제품생산량", "제품생산량"},
         {"사업장코드", "생산년월", "생산제품명", "생산량", "생산량 단위 코드",
          "직접입력 단위명"}}};
    for (int day = 1; day <= 31; ++day) {
      (*made)[3].groups.push_back("연료 사용량");
      (*made)[3].items.push_back(absl::StrCat(day, "일"));
    }
    return made;
  }();
  return *forms;
}

// "t:맑음" for text cells, "n:21.5" for number cells, "" for blank ones.
Strings RowOf(const xlsx::ReadSheet& sheet, int row, int columns) {
  Strings cells;
  for (int column = 1; column <= columns; ++column) {
    const xlsx::ReadCell* cell = sheet.Find(row, column);
    if (cell == nullptr) {
      cells.push_back("");
    } else {
      cells.push_back((cell->type == xlsx::CellType::kNumber ? "n:" : "t:") + cell->text);
    }
  }
  return cells;
}

std::map<std::string, std::string> Unzip(const std::string& bytes) {
  std::map<std::string, std::string> files;
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  EXPECT_NE(archive, nullptr);
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive, i, 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, i, 0);
    EXPECT_EQ(zip_fread(file, content.data(), content.size()),
              static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    files[stat.name] = content;
  }
  zip_close(archive);
  return files;
}

// "REASON item code [days] count" of each entry.
Strings EntriesOf(const v1::FormReport& form) {
  Strings entries;
  for (const v1::ReportEntry& entry : form.entries()) {
    EXPECT_FALSE(entry.message().empty());
    EXPECT_FALSE(entry.message_ko().empty());
    entries.push_back(
        absl::StrCat(v1::ReportReason_Name(entry.reason()).substr(sizeof("REPORT_REASON_") - 1),
                     " ", entry.item(), entry.code().empty() ? "" : " " + entry.code(), " [",
                     entry.days_size() > 3 ? absl::StrCat(entry.days_size(), " days")
                                           : absl::StrJoin(entry.days(), ","),
                     "] ", entry.count()));
  }
  return entries;
}

const v1::FormReport& FormOf(const v1::Export& made, v1::Form form) {
  for (const v1::FormReport& report : made.report().forms()) {
    if (report.form() == form) return report;
  }
  ADD_FAILURE() << "no report on form " << form;
  static const v1::FormReport none;
  return none;
}

class ExportTest : public IepsTest {
 protected:
  void SetUp() override {
    IepsTest::SetUp();
    EnterRecords();
    LoadCodeMaps();
    SetSiteCode();
    SaveRows(GoodRows());
  }

  // The rows below the header of a form's workbook.
  std::vector<Strings> Rows(const std::string& workbook, const ManualForm& manual) {
    auto read = xlsx::ReadXlsx(workbook);
    EXPECT_TRUE(read.ok()) << read.status();
    if (!read.ok() || read->sheets.size() != 1) return {};
    const xlsx::ReadSheet& sheet = read->sheets[0];
    EXPECT_EQ(sheet.name, manual.file);
    const int columns = static_cast<int>(manual.items.size());
    for (int column = 1; column <= columns; ++column) {
      const std::string& group = manual.groups[column - 1];
      const std::string& item = manual.items[column - 1];
      EXPECT_EQ(sheet.MergedText(1, column), group.empty() ? item : group);
      EXPECT_EQ(sheet.MergedText(2, column), item);
    }
    EXPECT_TRUE(sheet.Text(1, columns + 1).empty());
    EXPECT_TRUE(sheet.Text(2, columns + 1).empty());
    std::vector<Strings> rows;
    for (int row = 3; row <= sheet.last_row(); ++row) rows.push_back(RowOf(sheet, row, columns));
    return rows;
  }

  // The file as a stream, whose first message bears the digest of what follows.
  std::string Streamed(const std::string& export_id) {
    v1::StreamExportFileRequest request;
    request.set_site_id(site_);
    request.set_export_id(export_id);
    grpc::ClientContext context;
    harness_.As(context, operator_);
    auto reader = exports_->StreamExportFile(&context, request);
    v1::StreamExportFileResponse first;
    EXPECT_TRUE(reader->Read(&first) && first.has_file());
    std::string bytes;
    v1::StreamExportFileResponse part;
    while (reader->Read(&part)) bytes += part.chunk();
    const grpc::Status status = reader->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(absl::BytesToHexString(Sha256(bytes)), first.file().sha256());
    return bytes;
  }

  // One form on its own: the file is the workbook.
  std::vector<Strings> RowsOf(v1::Form form) {
    const v1::Export made = MadeExport(Order({form}));
    if (made.files().empty()) return {};
    for (const ManualForm& manual : ManualForms()) {
      if (manual.form != form) continue;
      EXPECT_EQ(made.files(0).name(), absl::StrCat(manual.file, ".xlsx"));
      auto file = GetFile(made.export_id());
      EXPECT_TRUE(file.ok()) << file.status();
      if (file.ok()) return Rows(file->bytes, manual);
    }
    return {};
  }
};

// Every 일치 cell against a distinctive SEMS value, every 변환필요 cell against a conversion made
// by hand from the invented maps and the mapping of the fixture.
TEST_F(ExportTest, EveryCellOfTheSevenForms) {
  EXPECT_THAT(
      RowsOf(v1::FORM_AIR_SELF_MEASUREMENT),
      ElementsAre(Strings{"t:z1T6Bguc", "t:202610150930", "t:#A6", "t:맑음", "n:21.5", "n:55",
                          "n:760.25", "t:북서", "n:2.4", "n:4269.50127", "n:15.3", "n:66", "n:6.1",
                          "n:4", "n:18", "t:P028", "t:먼지(IEPS)", "n:11.2", "t:mg/Sm3"}));
  EXPECT_THAT(RowsOf(v1::FORM_STACK_HOURS),
              ElementsAre(Strings{"t:z1T6Bguc", "t:20261001", "t:#A6", "n:16", "n:5", "t:정기보수"},
                          Strings{"t:z1T6Bguc", "t:20261002", "t:#A6", "n:0", "n:0", ""},
                          Strings{"t:z1T6Bguc", "t:20261031", "t:#A7", "n:24", "n:0", ""}));
  // (1250 − 1240.5) × 20 = 190; on the second day the meter ran backwards.
  EXPECT_THAT(
      RowsOf(v1::FORM_CONTROL_DEVICE_OPERATION),
      ElementsAre(Strings{"t:z1T6Bguc", "t:20261001", "t:C-PGTA010", "n:190", "t:암모니아", "n:360",
                          "t:가성소다", "n:1.5", "t:활성탄", "n:0.25"},
                  Strings{"t:z1T6Bguc", "t:20261002", "t:C-PGTA010", "", "", "", "", "", "", ""}));
  // 22166 / 31 = 715.03225…: 8 thousandths more on the first days.
  Strings fuel = {"t:z1T6Bguc", "t:202610", "t:I-PFCA040", "t:순수", "t:13"};
  for (int day = 1; day <= 31; ++day) fuel.push_back(day <= 8 ? "n:715.033" : "n:715.032");
  EXPECT_THAT(RowsOf(v1::FORM_FUEL_USE), ElementsAre(fuel));
  EXPECT_THAT(
      RowsOf(v1::FORM_MATERIAL_USE),
      ElementsAre(Strings{"t:z1T6Bguc", "t:202610", "t:암모니아(#1,2SCR)", "n:8.746", "t:12"}));
  EXPECT_THAT(RowsOf(v1::FORM_ENERGY_USE), ElementsAre(Strings{"t:z1T6Bguc", "t:202610", "t:1",
                                                               "t:전기", "n:2875200", "t:8", ""}));
  // The unit "톤" stands in the map with an empty IEPS code: its name is written.
  EXPECT_THAT(
      RowsOf(v1::FORM_PRODUCT_OUTPUT),
      ElementsAre(Strings{"t:z1T6Bguc", "t:202610", "t:전기(MODE1)", "n:39643.129", "", "t:톤"}));
}

TEST_F(ExportTest, AllSevenComeAsAZipWithTheirReport) {
  const v1::Export made = MadeExport(Order());
  ASSERT_EQ(made.files_size(), 1);
  EXPECT_EQ(made.files(0).name(), "IEPS_기록및보존_202610.zip");
  EXPECT_EQ(made.files(0).content_type(), "application/zip");
  auto file = GetFile(made.export_id());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(static_cast<int64_t>(file->bytes.size()), made.files(0).size_bytes());
  EXPECT_EQ(absl::BytesToHexString(Sha256(file->bytes)), made.files(0).sha256());
  EXPECT_EQ(file->content_type, "application/zip");
  EXPECT_EQ(file->headers["content-disposition"],
            "attachment; filename*=UTF-8''IEPS_%EA%B8%B0%EB%A1%9D%EB%B0%8F%EB%B3%B4%EC%A1%B4_"
            "202610.zip");
  EXPECT_EQ(file->headers["content-digest"],
            absl::StrCat("sha-256=:", absl::Base64Escape(Sha256(file->bytes)), ":"));

  const std::map<std::string, std::string> entries = Unzip(file->bytes);
  ASSERT_EQ(entries.size(), 7u);
  ASSERT_EQ(made.report().forms_size(), 7);
  for (const ManualForm& manual : ManualForms()) {
    const std::string name = absl::StrCat(manual.file, ".xlsx");
    ASSERT_TRUE(entries.contains(name)) << name;
    const v1::FormReport& report = FormOf(made, manual.form);
    EXPECT_EQ(report.title(), manual.file);
    EXPECT_EQ(report.file_name(), name);
    EXPECT_EQ(report.outcome(), v1::FORM_OUTCOME_WRITTEN);
    EXPECT_EQ(report.sha256(), absl::BytesToHexString(Sha256(entries.at(name))));
    EXPECT_EQ(report.rows_written(), static_cast<int>(Rows(entries.at(name), manual).size()));
    EXPECT_EQ(report.to_fill_by_hand_size(), report.items().not_provided() > 0 ? 1 : 0);
  }
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_AIR_SELF_MEASUREMENT)),
              ElementsAre("UNKNOWN_CODE 배출구 1 1호기보일러 30 [2026-10-15] 1",
                          "NO_MAPPING 배출구 16 석고동저장시설 [] 0", "INVENTED_CODE_MAP  [] 0",
                          "INVENTED_CODE_MAP  [] 0"));
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_STACK_HOURS)),
              ElementsAre("MISSING_RECORD 배출구 1 1호기보일러 [29 days] 29",
                          "MISSING_RECORD 배출구 2 2호기보일러 [30 days] 30",
                          "NO_MAPPING 배출구 16 석고동저장시설 [2026-10-02] 1"));
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_CONTROL_DEVICE_OPERATION)),
              ElementsAre("NO_ELECTRICITY 방지시설 3 선택적촉매환원시설 [2026-10-02] 1",
                          "MISSING_RECORD 방지시설 3 선택적촉매환원시설 [29 days] 29",
                          "METER_DIFFERENCE  [] 1"));
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_FUEL_USE)),
              ElementsAre("DAILY_AVERAGE 배출시설 4 보일러, 연료 1 부생가스 [] 31",
                          "INVENTED_CODE_MAP  [] 0"));
  ASSERT_EQ(made.report().code_maps_size(), 6);
  EXPECT_TRUE(made.report().code_maps(0).invented());
}

// Fixed document and entry times: the digest says whether the records changed.
TEST_F(ExportTest, TheSameRecordsGiveTheSameBytes) {
  const v1::Export first = MadeExport(Order());
  harness_.clock().Advance(absl::Hours(1));
  const v1::Export second = MadeExport(Order());
  EXPECT_NE(first.export_id(), second.export_id());
  EXPECT_EQ(first.files(0).sha256(), second.files(0).sha256());
}

TEST_F(ExportTest, ASubsetInTheOrderOfNumbers) {
  const v1::Export made = MadeExport(Order({v1::FORM_PRODUCT_OUTPUT, v1::FORM_STACK_HOURS}));
  EXPECT_THAT(made.forms(), ElementsAre(v1::FORM_STACK_HOURS, v1::FORM_PRODUCT_OUTPUT));
  auto file = GetFile(made.export_id());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(Unzip(file->bytes).size(), 2u);
}

// 붙임: 사업장 판단하에 적용 여부 결정.
TEST_F(ExportTest, TheSiteMayLeaveElectricityAndDailyFuelBlank) {
  v1::CreateExportRequest request = Order({v1::FORM_CONTROL_DEVICE_OPERATION, v1::FORM_FUEL_USE});
  request.mutable_options()->set_leave_meter_electricity_blank(true);
  request.mutable_options()->set_leave_daily_fuel_blank(true);
  const v1::Export made = MadeExport(request);
  auto file = GetFile(made.export_id());
  ASSERT_TRUE(file.ok()) << file.status();
  const auto entries = Unzip(file->bytes);
  EXPECT_EQ(Rows(entries.at("6.대기 방지시설 운영현황.xlsx"), ManualForms()[2])[0][3], "");
  EXPECT_EQ(Rows(entries.at("8.연료사용량.xlsx"), ManualForms()[3])[0][5], "");
  EXPECT_EQ(EntriesOf(FormOf(made, v1::FORM_CONTROL_DEVICE_OPERATION)).back(),
            "LEFT_BLANK_ON_REQUEST  [] 1");
  EXPECT_EQ(EntriesOf(FormOf(made, v1::FORM_FUEL_USE))[0], "LEFT_BLANK_ON_REQUEST  [] 31");
}

// 04: "1:1 이 아닌 경우 데이터 다운로드가 불가능". A saved mapping can become so: here a closed
// stack, which shared its number with its successor, runs again.
TEST_F(ExportTest, AMappingThatIsNoLongerOneToOneRefusesItsFormsOnly) {
  const auto close = [this](const std::string& on) {
    facility::v1::CloseStackRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    request.set_stack_id(stacks_["2"].stack_id());
    request.set_closed_on(on);
    request.set_etag(stacks_["2"].etag());
    stacks_["2"] = Must<facility::v1::StackService>(
                       "facility", &facility::v1::StackService::Stub::CloseStack, request)
                       .stack();
  };
  close("2026-11-01");
  std::vector<v1::MappingRow> rows = GoodRows();
  rows[1].set_ieps_number("#A6");
  SaveRows(rows);
  close("");

  const v1::Export made = MadeExport(Order());
  EXPECT_EQ(made.files_size(), 1);
  for (const v1::FormReport& form : made.report().forms()) {
    const bool refused =
        form.form() == v1::FORM_AIR_SELF_MEASUREMENT || form.form() == v1::FORM_STACK_HOURS;
    EXPECT_EQ(form.outcome(),
              refused ? v1::FORM_OUTCOME_REFUSED_NOT_ONE_TO_ONE : v1::FORM_OUTCOME_WRITTEN)
        << form.title();
    EXPECT_EQ(form.rows_to_fix_size(), refused ? 2 : 0);
  }
  const v1::RowToFix& row = made.report().forms(0).rows_to_fix(0);
  EXPECT_EQ(row.sems_number(), "1");
  EXPECT_EQ(row.code(), "DUPLICATE_IEPS_NUMBER");

  // Alone, there is no file to fetch.
  const v1::Export alone = MadeExport(Order({v1::FORM_STACK_HOURS}));
  EXPECT_EQ(alone.files_size(), 0);
  EXPECT_EQ(GetFile(alone.export_id()).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(ExportTest, AnotherCallersSiteLooksLikeNone) {
  for (const std::string& site : {foreign_site_, NewUuidV7(harness_.clock().Now())}) {
    v1::CreateExportRequest request = Order();
    request.set_site_id(site);
    const absl::Status status = CreateExport(request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  }
  // An export of one's own is not reached through another's site.
  const v1::Export made = MadeExport(Order({v1::FORM_STACK_HOURS}));
  v1::GetExportRequest request;
  request.set_site_id(foreign_site_);
  request.set_export_id(made.export_id());
  EXPECT_EQ(Ask(harness_, stranger_, *exports_, &v1::ExportService::Stub::GetExport, request)
                .status()
                .code(),
            absl::StatusCode::kNotFound);
}

TEST_F(ExportTest, RefusesWhatIsWrongWithTheOrderAllAtOnce) {
  v1::CreateExportRequest request = Order({v1::FORM_STACK_HOURS, v1::FORM_STACK_HOURS});
  request.add_forms(static_cast<v1::Form>(7));
  request.set_month("2026-12");
  const absl::Status status = CreateExport(request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  const std::string details = ToRpcStatus(status).ShortDebugString();
  for (const char* field : {"month", "forms[1]", "forms[2]"}) {
    EXPECT_THAT(details, HasSubstr(field));
  }
  for (const char* month : {"", "2026-13", "202610", "2026-10-01"}) {
    request = Order();
    request.set_month(month);
    EXPECT_EQ(CreateExport(request).status().code(), absl::StatusCode::kInvalidArgument) << month;
  }
}

TEST_F(ExportTest, TheSameRequestIdGetsTheSameExport) {
  v1::CreateExportRequest request = Order({v1::FORM_STACK_HOURS});
  request.set_request_id("018f0000-0000-7000-8000-000000000001");
  const v1::Export first = MadeExport(request);
  EXPECT_EQ(MadeExport(request).export_id(), first.export_id());
  request.set_month("2026-09");
  EXPECT_EQ(ErrorReason(CreateExport(request).status()), "REQUEST_ID_REUSED");
}

TEST_F(ExportTest, FilesAreKeptADayAndTheirDigestsForever) {
  const v1::Export made = MadeExport(Order({v1::FORM_STACK_HOURS}));
  harness_.clock().Advance(absl::Hours(24) - absl::Seconds(1));
  EXPECT_TRUE(GetFile(made.export_id()).ok());
  harness_.clock().Advance(absl::Seconds(1));
  EXPECT_EQ(ErrorReason(GetFile(made.export_id()).status()), "FILE_EXPIRED");
  v1::GetExportRequest request;
  request.set_site_id(site_);
  request.set_export_id(made.export_id());
  auto got = Ask(harness_, operator_, *exports_, &v1::ExportService::Stub::GetExport, request);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(got->export_().SerializeAsString(), made.SerializeAsString());
}

TEST_F(ExportTest, ListsExportsNewestFirstByPages) {
  std::vector<std::string> ids;
  for (const char* month : {"2026-09", "2026-10", "2026-10"}) {
    v1::CreateExportRequest request = Order({v1::FORM_ENERGY_USE});
    request.set_month(month);
    ids.insert(ids.begin(), MadeExport(request).export_id());
    harness_.clock().Advance(absl::Seconds(1));
  }
  v1::ListExportsRequest request;
  request.set_site_id(site_);
  request.set_page_size(2);
  std::vector<std::string> listed;
  do {
    auto page = Ask(harness_, operator_, *exports_, &v1::ExportService::Stub::ListExports, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 3);
    for (const v1::Export& one : page->exports()) {
      listed.push_back(one.export_id());
      EXPECT_EQ(one.files_size(), 1);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, ids);
  request.set_month("2026-09");
  request.clear_page_token();
  auto page = Ask(harness_, operator_, *exports_, &v1::ExportService::Stub::ListExports, request);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->exports_size(), 1);
}

TEST_F(ExportTest, StreamsTheFileWithItsDigestFirst) {
  const v1::Export made = MadeExport(Order());
  EXPECT_EQ(absl::BytesToHexString(Sha256(Streamed(made.export_id()))), made.files(0).sha256());
}

// A file that one answer cannot hold goes as a stream only.
TEST_F(ExportTest, AFileOver32MegabytesIsStreamed) {
  const v1::Export made = MadeExport(Order({v1::FORM_STACK_HOURS}));
  std::string large;
  for (int i = 0; large.size() <= (32u << 20); ++i) absl::StrAppend(&large, i, "\n");
  pqxx::connection admin(harness_.database().AdminConninfo());
  pqxx::work work(admin);
  work.exec_params(
      "UPDATE ieps.export_file SET content = $2, size_bytes = $3, sha256 = $4"
      " WHERE export_id = $1",
      made.export_id(), pqxx::binarystring(large), large.size(), pqxx::binarystring(Sha256(large)));
  work.commit();
  EXPECT_EQ(ErrorReason(GetFile(made.export_id()).status()), "FILE_TOO_LARGE");
  EXPECT_EQ(Streamed(made.export_id()), large);
}

// Once expired, the bytes are removed; what tells the file stays.
TEST_F(ExportTest, HousekeepingRemovesExpiredBytes) {
  const v1::Export made = MadeExport(Order({v1::FORM_STACK_HOURS}));
  db::Pool pool({.conninfo = harness_.database().ServiceConninfo("ieps"), .schema = "ieps"});
  const auto kept = [this] {
    pqxx::connection admin(harness_.database().AdminConninfo());
    pqxx::work work(admin);
    return work.exec1(
        "SELECT count(*) FILTER (WHERE content IS NOT NULL), count(sha256)"
        " FROM ieps.export_file");
  };
  ASSERT_TRUE(RemoveExpired(pool, harness_.clock().Now() + absl::Hours(23)).ok());
  EXPECT_EQ(kept()[0].as<int>(), 1);
  ASSERT_TRUE(RemoveExpired(pool, harness_.clock().Now() + absl::Hours(24)).ok());
  EXPECT_EQ(kept()[0].as<int>(), 0);
  EXPECT_EQ(kept()[1].as<int>(), 1);
}

class UnpreparedExportTest : public IepsTest {};

TEST_F(UnpreparedExportTest, NothingComesWithoutASiteCode) {
  const absl::Status status = CreateExport(Order()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(status), "SITE_CODE_MISSING");
}

// Forms 9, 11 and 12 need no facility mapping.
TEST_F(UnpreparedExportTest, FormsThatNeedAMappingAreRefusedWithoutOne) {
  SetSiteCode();
  EnterRecords();
  LoadCodeMaps();
  const v1::Export made = MadeExport(Order());
  Strings written;
  for (const v1::FormReport& form : made.report().forms()) {
    if (form.outcome() == v1::FORM_OUTCOME_WRITTEN) {
      written.push_back(form.title());
      EXPECT_EQ(form.rows_written(), 1);
    } else {
      EXPECT_EQ(form.outcome(), v1::FORM_OUTCOME_REFUSED_NO_MAPPING);
      EXPECT_GT(form.rows_to_fix_size(), 0);
      EXPECT_EQ(form.rows_to_fix(0).code(), "UNMAPPED");
    }
  }
  EXPECT_THAT(written, ElementsAre("9.원부원료 사용량", "11.에너지 사용량", "12.제품 생산량"));
  EXPECT_EQ(EntriesOf(made.report().forms(6))[0], "SEMS_NAME_USED 생산제품 1 증기 [] 0");
}

// Without code maps the forms that convert codes stay empty, and say so.
TEST_F(UnpreparedExportTest, WithoutCodeMapsRowsAreLeftOutAndListed) {
  SetSiteCode();
  EnterRecords();
  SaveRows(GoodRows());
  const v1::Export made = MadeExport(Order());
  for (const v1::FormReport& form : made.report().forms()) {
    EXPECT_EQ(form.outcome(), v1::FORM_OUTCOME_WRITTEN);
    const bool by_codes =
        form.form() != v1::FORM_STACK_HOURS && form.form() != v1::FORM_CONTROL_DEVICE_OPERATION;
    EXPECT_EQ(form.rows_written() == 0, by_codes) << form.title();
  }
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_ENERGY_USE)),
              ElementsAre("UNKNOWN_CODE 에너지 1 한전전력 51 [] 1"));
  EXPECT_THAT(EntriesOf(FormOf(made, v1::FORM_PRODUCT_OUTPUT)),
              ElementsAre("UNIT_WITHOUT_MAPPING 생산제품 1 증기 10 [] 1"));
}

}  // namespace
}  // namespace sems::ieps
