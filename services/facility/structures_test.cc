// A whole structure in one call, and as a workbook.
#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "common/xlsx/reader.h"
#include "common/xlsx/writer.h"
#include "sems/facility/v1/structure_service.grpc.pb.h"
#include "services/facility/facility_fixture.h"
#include "services/facility/structure_workbook.h"

namespace sems::facility {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Structures = v1::StructureService::Stub;

class StructureTest : public FacilityTest {
 protected:
  void SetUp() override {
    FacilityTest::SetUp();
    LoadCode(v1::CODE_TABLE_USAGE_UNIT, "10", "톤");
    LoadCode(v1::CODE_TABLE_FUEL, "F1", "유연탄", "10");
  }

  // A boiler with a fuel, two devices, and the stacks 1 and 16 of the IEPS manual's screen.
  v1::Structure Permit() {
    v1::Structure permit;
    v1::Item& fuel = *permit.add_items();
    fuel.set_kind(v1::ITEM_KIND_FUEL);
    fuel.set_number("1");
    fuel.set_code("F1");
    *permit.add_stacks() = MakeStack("1");
    *permit.add_stacks() = MakeStack("16", "석고동저장시설");
    v1::FacilityLine& boiler = *permit.add_emission_facilities();
    boiler.mutable_emission_facility()->set_number("1");
    boiler.mutable_emission_facility()->set_name("보일러");
    boiler.mutable_emission_facility()->set_installed_on("2010-03-02");
    boiler.add_fuel_numbers("1");
    v1::ControlDevice& scr = *permit.add_control_devices();
    scr.set_number("1");
    scr.set_name("SCR");
    v1::PowerMeter& meter = *scr.add_meters();
    meter.set_meter_number("1");
    meter.set_multiplier("40");
    meter.set_valid_from("2020-01-01");
    meter.set_digits(6);
    v1::TreatedPollutant& pollutant = *scr.add_pollutants();
    pollutant.set_pollutant_code("28");
    pollutant.set_design_efficiency_percent("90.5");
    v1::ControlDevice& filter = *permit.add_control_devices();
    filter.set_number("2");
    filter.set_name("집진기");
    Connect(permit, v1::CONNECTION_END_EMISSION_FACILITY, "1", v1::CONNECTION_END_CONTROL_DEVICE,
            "1");
    Connect(permit, v1::CONNECTION_END_CONTROL_DEVICE, "1", v1::CONNECTION_END_CONTROL_DEVICE, "2");
    Connect(permit, v1::CONNECTION_END_CONTROL_DEVICE, "2", v1::CONNECTION_END_STACK, "1");
    return permit;
  }
  static void Connect(v1::Structure& permit, v1::ConnectionEnd from_kind, const std::string& from,
                      v1::ConnectionEnd to_kind, const std::string& to) {
    v1::ConnectionLine& line = *permit.add_connections();
    line.set_from_kind(from_kind);
    line.set_from_number(from);
    line.set_to_kind(to_kind);
    line.set_to_number(to);
  }

  absl::StatusOr<v1::ImportStructureResponse> Import(const v1::Structure& structure,
                                                     int64_t version, bool validate_only = false) {
    auto request = Of<v1::ImportStructureRequest>();
    *request.mutable_structure() = structure;
    request.set_survey_year_version(version);
    request.set_validate_only(validate_only);
    return Ask(harness_, operator_, *structures_, &Structures::ImportStructure, request);
  }
  std::string Template() {
    auto file = Ask(harness_, operator_, *structures_, &Structures::DownloadStructureTemplate,
                    Of<v1::DownloadStructureTemplateRequest>());
    EXPECT_TRUE(file.ok()) << file.status();
    return file.ok() ? file->data() : "";
  }
  absl::StatusOr<v1::UploadStructureResponse> Upload(const std::string& bytes) {
    auto request = Of<v1::UploadStructureRequest>();
    request.mutable_file()->set_data(bytes);
    return Ask(harness_, operator_, *structures_, &Structures::UploadStructure, request);
  }
  // What a person makes of the template: its structure changed, written again.
  std::string Refilled(const std::function<void(v1::Structure&)>& change) {
    auto read = ReadStructureWorkbook(Template());
    EXPECT_TRUE(read.ok()) << read.status();
    change(read->structure);
    return *WriteStructureWorkbook(read->structure, read->origin);
  }

  std::unique_ptr<Structures> structures_ = Stub<v1::StructureService>();
};

std::vector<std::string> Places(
    const google::protobuf::RepeatedPtrField<v1::StructureError>& errors) {
  std::vector<std::string> places;
  for (const v1::StructureError& error : errors) {
    places.push_back(absl::StrCat(error.part(), " ", error.line(), " ",
                                  error.column().empty() ? error.field() : error.column(), " ",
                                  error.code()));
  }
  return places;
}

TEST_F(StructureTest, APermitInOneCall) {
  auto checked = Import(Permit(), 1, /*validate_only=*/true);
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(checked->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(Places(checked->errors()), IsEmpty());

  auto imported = Import(Permit(), 1);
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->outcome(), BATCH_OUTCOME_SAVED) << imported->DebugString();
  EXPECT_EQ(imported->saved_count(), 6);
  EXPECT_THAT(imported->problems(), IsEmpty());
  auto inventory = GetInventory(2026);
  ASSERT_TRUE(inventory.ok()) << inventory.status();
  EXPECT_EQ(inventory->connections_size(), 3);
  EXPECT_EQ(inventory->fuels(0).name(), "유연탄");
  EXPECT_THAT(inventory->emission_facilities(0).fuel_item_ids(),
              ElementsAre(inventory->fuels(0).item_id()));
  EXPECT_EQ(inventory->control_devices(0).meters(0).multiplier(), "40");

  // The same again changes nothing: the numbers mean the items that are there.
  const int64_t version = imported->survey_year_version();
  auto again = Import(Permit(), version);
  ASSERT_EQ(again->outcome(), BATCH_OUTCOME_SAVED) << again->DebugString();
  EXPECT_EQ(again->survey_year_version(), version);
  EXPECT_EQ(ErrorReason(Import(Permit(), 1).status()), "ETAG_MISMATCH");
}

TEST_F(StructureTest, EveryWrongLineIsNamedAndNothingSaved) {
  v1::Structure permit = Permit();
  permit.mutable_stacks(1)->set_number("1");
  permit.mutable_emission_facilities(0)->add_fuel_numbers("9");
  permit.mutable_control_devices(0)->mutable_meters(0)->set_multiplier("0");
  Connect(permit, v1::CONNECTION_END_CONTROL_DEVICE, "2", v1::CONNECTION_END_STACK, "99");
  Connect(permit, v1::CONNECTION_END_STACK, "1", v1::CONNECTION_END_CONTROL_DEVICE, "2");
  Connect(permit, v1::CONNECTION_END_UNSPECIFIED, "1", v1::CONNECTION_END_STACK, "1");
  auto imported = Import(permit, 1);
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(
      Places(imported->errors()),
      ElementsAre("stacks 1 number NUMBER_TWICE", "emission_facilities 0 fuel_numbers UNKNOWN_ITEM",
                  "control_devices 0 meters[0].multiplier OUT_OF_RANGE",
                  "connections 3 to_number UNKNOWN_ITEM", "connections 4 to_number WRONG_DIRECTION",
                  "connections 5 from_kind REQUIRED"));
  EXPECT_EQ(GetInventory(2026)->stacks_size(), 0);
}

TEST_F(StructureTest, TheTemplateRoundTrips) {
  ASSERT_EQ(Import(Permit(), 1)->outcome(), BATCH_OUTCOME_SAVED);
  auto before = GetInventory(2026);
  auto same = Upload(Template());
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_EQ(same->outcome(), BATCH_OUTCOME_SAVED) << same->DebugString();
  EXPECT_EQ(GetInventory(2026)->SerializeAsString(), before->SerializeAsString());

  auto changed = Upload(Refilled([&](v1::Structure& structure) {
    structure.mutable_stacks(0)->set_permit_name("#1 보일러");
    *structure.add_stacks() = MakeStack("17", "새 배출구");
  }));
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->outcome(), BATCH_OUTCOME_SAVED) << changed->DebugString();
  auto after = GetInventory(2026);
  EXPECT_EQ(after->stacks(0).stack_id(), before->stacks(0).stack_id());
  EXPECT_EQ(after->stacks(0).permit_name(), "#1 보일러");
  EXPECT_EQ(after->stacks_size(), 3);
}

TEST_F(StructureTest, ErrorsOfAWorkbookAreBySheetRowAndColumn) {
  ASSERT_EQ(Import(Permit(), 1)->outcome(), BATCH_OUTCOME_SAVED);
  auto answer = Upload(Refilled([&](v1::Structure& structure) {
    structure.mutable_stacks(1)->set_stack_class(6);
    structure.mutable_control_devices(0)->mutable_meters(0)->set_valid_from("2026-02-31");
    structure.mutable_control_devices(0)->mutable_pollutants(0)->set_design_efficiency_percent(
        "101");
    structure.mutable_items(0)->set_code("F9");
  }));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(
      Places(answer->errors()),
      ElementsAre("제품·연료·원료·에너지 2 코드 UNKNOWN_CODE", "배출구 3 종별(1-5) OUT_OF_RANGE",
                  "적산전력계 2 유효시작일 INVALID_DATE", "설계효율 2 설계효율(%) OUT_OF_RANGE"));
}

TEST_F(StructureTest, OnlyTheRightTemplateIsTaken) {
  ASSERT_EQ(Import(Permit(), 1)->outcome(), BATCH_OUTCOME_SAVED);
  const std::string old = Template();
  SavedStack("20");
  EXPECT_EQ(ErrorReason(Upload(old).status()), "ETAG_MISMATCH");

  auto read = ReadStructureWorkbook(Template());
  ASSERT_TRUE(read.ok());
  TemplateOrigin other = read->origin;
  other.site_id = NewUuidV7(harness_.clock().Now());
  EXPECT_EQ(ErrorReason(Upload(*WriteStructureWorkbook(read->structure, other)).status()),
            "WRONG_TEMPLATE");
  auto writer = xlsx::Writer::Create({.title = "x"});
  (*writer)->AddSheet({.name = "배출구", .columns = {{.item = "배출구번호"}}});
  EXPECT_EQ(ErrorReason(Upload(*(*writer)->Finish()).status()), "WRONG_TEMPLATE");
  EXPECT_EQ(ErrorReason(Upload("no workbook").status()), "NOT_A_WORKBOOK");
  EXPECT_EQ(Upload("").status().code(), absl::StatusCode::kInvalidArgument);
}

// What Excel makes of cells: numbers typed as numbers, days as days, and words of the sheet.
TEST(StructureWorkbook, CellsAsPeopleTypeThem) {
  auto writer = xlsx::Writer::Create({.title = "x"});
  v1::Structure empty;
  auto blank = xlsx::ReadXlsx(*WriteStructureWorkbook(empty, {"site", 2026, 3}));
  ASSERT_TRUE(blank.ok()) << blank.status();
  for (const xlsx::ReadSheet& sheet : blank->sheets) {
    xlsx::SheetOptions options;
    options.name = sheet.name;
    for (const xlsx::ReadCell& cell : sheet.rows.front().cells) {
      options.columns.push_back({.item = cell.text});
    }
    xlsx::SheetWriter& out = (*writer)->AddSheet(options);
    if (sheet.name == "양식정보") {
      for (const char* value : {"site", "2026", "3"}) {
        out.AddRow({xlsx::Cell::Text("-"), xlsx::Cell::Text(value)});
      }
    }
    if (sheet.name == "배출시설") {
      out.AddRow({xlsx::Cell::Integer(7), xlsx::Cell::Text("보일러"), xlsx::Cell(),
                  xlsx::Cell::Number(Decimal::Literal("12.5")), xlsx::Cell::Text("t/h"),
                  xlsx::Cell(), xlsx::Cell::Integer(46091), xlsx::Cell::Text("1, 2")});
      out.AddRow({xlsx::Cell::Text("8"), xlsx::Cell::Text("건조"), xlsx::Cell(), xlsx::Cell(),
                  xlsx::Cell(), xlsx::Cell(), xlsx::Cell::Text("2019/02/26")});
    }
    if (sheet.name == "배출구") {
      out.AddRow({xlsx::Cell::Text("1")});
      out.AddRow({xlsx::Cell::Text("2"), xlsx::Cell::Text("b"), xlsx::Cell(), xlsx::Cell(),
                  xlsx::Cell(), xlsx::Cell(), xlsx::Cell(), xlsx::Cell(), xlsx::Cell(),
                  xlsx::Cell(), xlsx::Cell::Text("둘"), xlsx::Cell::Text("그렇다")});
    }
    if (sheet.name == "적산전력계") out.AddRow({xlsx::Cell::Text("77"), xlsx::Cell::Text("1")});
  }
  auto read = ReadStructureWorkbook(*(*writer)->Finish());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->origin.version, 3);
  ASSERT_EQ(read->structure.emission_facilities_size(), 2);
  const v1::FacilityLine& boiler = read->structure.emission_facilities(0);
  EXPECT_EQ(boiler.emission_facility().number(), "7");
  EXPECT_EQ(boiler.emission_facility().capacity(), "12.5");
  EXPECT_EQ(boiler.emission_facility().installed_on(), "2026-03-10");
  EXPECT_THAT(boiler.fuel_numbers(), ElementsAre("1", "2"));
  EXPECT_EQ(read->structure.emission_facilities(1).emission_facility().installed_on(),
            "2019-02-26");
  google::protobuf::RepeatedPtrField<v1::StructureError> errors(read->errors.begin(),
                                                                read->errors.end());
  EXPECT_THAT(Places(errors), ElementsAre("배출구 3 종별(1-5) INVALID_NUMBER",
                                          "배출구 3 TMS(예/아니오) INVALID_CHOICE",
                                          "적산전력계 2 방지시설번호 UNKNOWN_ITEM"));
}

}  // namespace
}  // namespace sems::facility
