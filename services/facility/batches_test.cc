// Batch saves of the inventory: what is answered, what is stored, who may.
#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/facility/facility_fixture.h"

namespace sems::facility {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_PARTLY_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Stacks = v1::StackService::Stub;

class BatchTest : public FacilityTest {
 protected:
  absl::StatusOr<v1::ListStacksResponse> ListStacks(const testing::Person& person,
                                                    int page_size = 0,
                                                    const std::string& token = "") {
    auto request = Of<v1::ListStacksRequest>();
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Ask(harness_, person, *stacks_, &Stacks::ListStacks, request);
  }
};

// The fourteen stacks of the IEPS manual's mapping screen (04, 시설정보 매핑): numbers are labels,
// 13 is followed by 16.
TEST_F(BatchTest, TheManualsStacksInOneCall) {
  auto request = Of<v1::SaveStacksRequest>();
  for (int number : {16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}) {
    v1::Stack& stack = *request.add_stacks();
    stack = MakeStack(absl::StrCat(number), "Ash저장시설");
    stack.set_type_code("1");
    stack.set_tms(false);
    stack.set_permit_number(absl::StrCat(number));
    stack.set_permit_name("#1 저장시설");
    stack.set_height_m("45.50");
    stack.set_latitude("37.4562557");
    stack.set_longitude("126.7052062");
    stack.set_stack_class(3);
  }
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(saved->saved_count(), 14);
  EXPECT_EQ(saved->stacks(0).number(), "16") << "in the order of the lines";

  auto listed = ListStacks(operator_);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->total_size(), 14);
  std::vector<std::string> numbers;
  for (const v1::Stack& stack : listed->stacks()) numbers.push_back(stack.number());
  EXPECT_THAT(numbers, ElementsAre("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
                                   "13", "16"));
  const v1::Stack& first = listed->stacks(0);
  EXPECT_EQ(first.type_label(), "1-원형배출구");
  EXPECT_EQ(first.height_m(), "45.50") << "as entered";
  EXPECT_EQ(first.permit_name(), "#1 저장시설");
  EXPECT_EQ(first.stack_class(), 3);
  EXPECT_EQ(first.etag(), "v1");
  EXPECT_TRUE(IsUuid(first.stack_id()));
}

TEST_F(BatchTest, PagesFollowOneAnother) {
  auto request = Of<v1::SaveStacksRequest>();
  for (int i = 1; i <= 7; ++i) *request.add_stacks() = MakeStack(absl::StrCat(i));
  ASSERT_TRUE(Save(request).ok());
  std::vector<std::string> numbers;
  std::string token;
  for (int page = 0; page < 3; ++page) {
    auto listed = ListStacks(operator_, 3, token);
    ASSERT_TRUE(listed.ok()) << listed.status();
    EXPECT_EQ(listed->total_size(), 7);
    for (const v1::Stack& stack : listed->stacks()) numbers.push_back(stack.number());
    token = listed->next_page_token();
  }
  EXPECT_THAT(numbers, ElementsAre("1", "2", "3", "4", "5", "6", "7"));
  EXPECT_EQ(token, "");
  EXPECT_EQ(ListStacks(operator_, 3, "garbled").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(BatchTest, FiveHundredBadLinesAllArrive) {
  auto request = Of<v1::SaveStacksRequest>();
  for (int i = 0; i < 500; ++i) {
    *request.add_stacks() = MakeStack(absl::StrCat("N", i), std::string(101, 'x'));
  }
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_EQ(saved->saved_count(), 0);
  ASSERT_EQ(saved->errors_size(), 500);
  EXPECT_EQ(saved->errors(499).line(), 499);
  EXPECT_EQ(saved->errors(499).item(), "stack N499");
  EXPECT_EQ(saved->errors(499).field(), "name");
  EXPECT_EQ(saved->errors(499).code(), "TOO_LONG");
  EXPECT_FALSE(saved->errors(499).message_ko().empty());
  EXPECT_EQ(ListStacks(operator_)->total_size(), 0) << "nothing of a bad batch is saved";
}

TEST_F(BatchTest, OneBadLineSavesNothingUnlessPartial) {
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = MakeStack("1");
  *request.add_stacks() = MakeStack("2", "");
  *request.add_stacks() = MakeStack("3");
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(ErrorsOf(*saved), ElementsAre("1 name REQUIRED"));
  EXPECT_EQ(ListStacks(operator_)->total_size(), 0);

  request.set_allow_partial(true);
  saved = Save(request);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_PARTLY_SAVED);
  EXPECT_EQ(saved->saved_count(), 2);
  EXPECT_THAT(saved->stacks(), SizeIs(2));
  EXPECT_THAT(ErrorsOf(*saved), ElementsAre("1 name REQUIRED"));
  EXPECT_EQ(ListStacks(operator_)->total_size(), 2);
}

TEST_F(BatchTest, ANumberIsGivenOnce) {
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = MakeStack("1");
  *request.add_stacks() = MakeStack("1");
  EXPECT_THAT(ErrorsOf(*Save(request)), ElementsAre("1 number NUMBER_TWICE"));
  SavedStack("7");
  request.clear_stacks();
  *request.add_stacks() = MakeStack("7");
  EXPECT_THAT(ErrorsOf(*Save(request)), ElementsAre("0 number NUMBER_TAKEN"));
}

TEST_F(BatchTest, TwoItemsSwapTheirNumbers) {
  v1::Stack one = SavedStack("1");
  v1::Stack two = SavedStack("2");
  one.set_number("2");
  two.set_number("1");
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = one;
  *request.add_stacks() = two;
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  EXPECT_EQ(saved->stacks(0).stack_id(), one.stack_id());
  EXPECT_EQ(saved->stacks(0).number(), "2");
  EXPECT_EQ(saved->stacks(0).etag(), "v2");
}

TEST_F(BatchTest, EtagsAndIdsAreJudgedLineByLine) {
  v1::Stack stack = SavedStack("1");
  v1::Stack newer = stack;
  newer.set_name("1호기 보일러");
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = newer;
  ASSERT_EQ(Save(request)->outcome(), BATCH_OUTCOME_SAVED);

  request.clear_stacks();
  v1::Stack stale = stack;
  stale.set_name("늦은 변경");
  *request.add_stacks() = stale;  // v1, but it is v2 by now
  v1::Stack no_etag = stack;
  no_etag.set_stack_id(SavedStack("2").stack_id());
  no_etag.set_number("2");
  no_etag.clear_etag();
  *request.add_stacks() = no_etag;
  v1::Stack unknown = MakeStack("3");
  unknown.set_stack_id(NewUuidV7(harness_.clock().Now()));
  *request.add_stacks() = unknown;
  v1::Stack garbled = MakeStack("4");
  garbled.set_stack_id("'; DROP TABLE stack_year; --");
  *request.add_stacks() = garbled;
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(ErrorsOf(*saved), ElementsAre("0 etag ETAG_MISMATCH", "1 etag REQUIRED",
                                            "2 id UNKNOWN_ITEM", "3 id UNKNOWN_ITEM"));
  EXPECT_EQ(ListStacks(operator_)->stacks(0).name(), "1호기 보일러");
}

TEST_F(BatchTest, SavingTheSameAgainChangesNothing) {
  v1::Stack stack = SavedStack("1");
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = stack;
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(saved->saved_count(), 1);
  EXPECT_EQ(saved->stacks(0).etag(), "v1");
}

TEST_F(BatchTest, RequestIdsAnswerOnce) {
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = MakeStack("1");
  request.set_request_id(NewUuidV7(harness_.clock().Now()));
  auto first = Save(request);
  auto again = Save(request);
  ASSERT_TRUE(first.ok() && again.ok()) << again.status();
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(ListStacks(operator_)->total_size(), 1);

  *request.add_stacks() = MakeStack("2");
  EXPECT_EQ(ErrorReason(Save(request).status()), "REQUEST_ID_REUSED");

  // What was not saved is not remembered: put right, the same id may try again.
  auto wrong = Of<v1::SaveStacksRequest>();
  wrong.set_request_id(NewUuidV7(harness_.clock().Now()));
  *wrong.add_stacks() = MakeStack("1");
  EXPECT_EQ(Save(wrong)->outcome(), BATCH_OUTCOME_NOT_SAVED);
  wrong.mutable_stacks(0)->set_number("9");
  EXPECT_EQ(Save(wrong)->outcome(), BATCH_OUTCOME_SAVED);
}

TEST_F(BatchTest, WrongCallsAreRefusedWhole) {
  auto none = Of<v1::SaveStacksRequest>();
  EXPECT_EQ(Save(none).status().code(), absl::StatusCode::kInvalidArgument);
  auto many = Of<v1::SaveStacksRequest>();
  for (int i = 0; i < 1001; ++i) *many.add_stacks() = MakeStack(absl::StrCat(i));
  EXPECT_EQ(Save(many).status().code(), absl::StatusCode::kInvalidArgument);
  auto year = Of<v1::SaveStacksRequest>(9999);
  *year.add_stacks() = MakeStack("1");
  EXPECT_EQ(Save(year).status().code(), absl::StatusCode::kInvalidArgument);
  auto closed_year = Of<v1::SaveStacksRequest>(2020);
  *closed_year.add_stacks() = MakeStack("1");
  auto status = Save(closed_year).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(status), "SURVEY_YEAR_NOT_OPEN");
}

TEST_F(BatchTest, OutsideTheScopeEverythingIsTheSameRefusal) {
  testing::Person stranger = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  v1::Stack stack = SavedStack("1");
  auto get = Of<v1::GetStackRequest>();
  get.set_stack_id(stack.stack_id());
  auto theirs = Ask(harness_, stranger, *stacks_, &Stacks::GetStack, get).status();
  get.set_site_id(NewUuidV7(harness_.clock().Now()));  // no such site
  auto nobodys = Ask(harness_, operator_, *stacks_, &Stacks::GetStack, get).status();
  EXPECT_EQ(theirs.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(theirs, nobodys);

  get = Of<v1::GetStackRequest>();
  get.set_stack_id(NewUuidV7(harness_.clock().Now()));
  EXPECT_EQ(Ask(harness_, operator_, *stacks_, &Stacks::GetStack, get).status().code(),
            absl::StatusCode::kNotFound);
  get.set_stack_id("no id");
  EXPECT_EQ(Ask(harness_, operator_, *stacks_, &Stacks::GetStack, get).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(BatchTest, OfficersReadAndDoNotWrite) {
  SavedStack("1");
  EXPECT_EQ(ListStacks(officer_)->total_size(), 1);
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = MakeStack("2");
  EXPECT_EQ(Ask(harness_, officer_, *stacks_, &Stacks::SaveStacks, request).status().code(),
            absl::StatusCode::kPermissionDenied);
  harness_.SetJurisdictions(officer_, {});
  testing::Person elsewhere = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(elsewhere, {"41110"});
  EXPECT_EQ(ListStacks(elsewhere).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(BatchTest, AMeasurementAgentSeesTheStacksOfASiteThatDelegated) {
  testing::Person agent = harness_.MakePerson(common::v1::ROLE_MEASUREMENT_AGENT);
  EXPECT_EQ(ListStacks(agent).status().code(), absl::StatusCode::kPermissionDenied);
  harness_.SetDelegated(agent, site_, true);
  EXPECT_TRUE(ListStacks(agent).ok());
}

TEST_F(BatchTest, ClosingKeepsTheItem) {
  v1::Stack stack = SavedStack("1");
  auto request = Of<v1::CloseStackRequest>();
  request.set_stack_id(stack.stack_id());
  request.set_closed_on("2026-05-01");
  request.set_etag("v9");
  EXPECT_EQ(ErrorReason(Ask(harness_, operator_, *stacks_, &Stacks::CloseStack, request).status()),
            "ETAG_MISMATCH");
  request.set_etag(stack.etag());
  auto closed = Ask(harness_, operator_, *stacks_, &Stacks::CloseStack, request);
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->stack().closed_on(), "2026-05-01");
  EXPECT_EQ(closed->stack().etag(), "v2");

  EXPECT_EQ(ListStacks(operator_)->total_size(), 1) << "never deleted";
  auto list = Of<v1::ListStacksRequest>();
  list.set_open_on("2026-05-01");
  EXPECT_EQ(Ask(harness_, operator_, *stacks_, &Stacks::ListStacks, list)->total_size(), 0);
  list.set_open_on("2026-04-30");
  EXPECT_EQ(Ask(harness_, operator_, *stacks_, &Stacks::ListStacks, list)->total_size(), 1);

  request.set_closed_on("");
  request.set_etag("v2");
  auto reopened = Ask(harness_, operator_, *stacks_, &Stacks::CloseStack, request);
  ASSERT_TRUE(reopened.ok());
  EXPECT_EQ(reopened->stack().closed_on(), "");
  request.set_closed_on("2026-02-31");
  EXPECT_EQ(Ask(harness_, operator_, *stacks_, &Stacks::CloseStack, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(BatchTest, AFacilityIsNotClosedBeforeItIsInstalled) {
  auto save = Of<v1::SaveEmissionFacilitiesRequest>();
  v1::EmissionFacility& facility = *save.add_emission_facilities();
  facility.set_number("1");
  facility.set_name("보일러");
  facility.set_installed_on("2020-05-01");
  facility.set_capacity("100");
  facility.set_capacity_unit("t/h");
  auto saved = Save(save);
  ASSERT_TRUE(saved.ok() && saved->emission_facilities_size() == 1) << saved.status();
  auto close = Of<v1::CloseEmissionFacilityRequest>();
  close.set_emission_facility_id(saved->emission_facilities(0).emission_facility_id());
  close.set_etag("v1");
  close.set_closed_on("2020-04-30");
  auto status = Ask(harness_, operator_, *facilities_,
                    &v1::EmissionFacilityService::Stub::CloseEmissionFacility, close)
                    .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
}

// A replaced meter is a new row; rows are changed by their id and never deleted.
TEST_F(BatchTest, MetersAreAddedAndChangedNeverLost) {
  v1::ControlDevice device = SavedDevice("3", "집진기");
  auto request = Of<v1::SaveControlDevicesRequest>();
  v1::PowerMeter meter;
  meter.set_meter_number("1");
  meter.set_multiplier("40");
  meter.set_valid_from("2020-01-01");
  meter.set_digits(6);
  *device.add_meters() = meter;
  v1::TreatedPollutant& pollutant = *device.add_pollutants();
  pollutant.set_pollutant_code("28");
  pollutant.set_design_efficiency_percent("99.50");
  *request.add_control_devices() = device;
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  device = saved->control_devices(0);
  ASSERT_EQ(device.meters_size(), 1);
  EXPECT_EQ(device.meters(0).multiplier(), "40");
  EXPECT_EQ(device.pollutants(0).design_efficiency_percent(), "99.50");
  const std::string first = device.meters(0).meter_id();

  // The second names only the new row; the first stays.
  device.clear_meters();
  meter.set_valid_from("2026-03-10");
  meter.set_multiplier("60");
  *device.add_meters() = meter;
  *request.mutable_control_devices(0) = device;
  saved = Save(request);
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  device = saved->control_devices(0);
  ASSERT_EQ(device.meters_size(), 2);
  EXPECT_EQ(device.meters(0).meter_id(), first);
  EXPECT_EQ(device.meters(1).multiplier(), "60");

  // A correction by id; a row of the same day twice; another device's meter.
  device.mutable_meters(0)->set_multiplier("45");
  *request.mutable_control_devices(0) = device;
  saved = Save(request);
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED);
  device = saved->control_devices(0);
  EXPECT_EQ(device.meters(0).multiplier(), "45");
  EXPECT_EQ(device.etag(), "v4");
  v1::ControlDevice twice = device;
  twice.clear_meters();
  *twice.add_meters() = meter;
  *request.mutable_control_devices(0) = twice;
  EXPECT_THAT(ErrorsOf(*Save(request)), ElementsAre("0 meters[0].valid_from METER_TWICE"));
  v1::ControlDevice other = SavedDevice("4", "세정탑");
  *other.add_meters() = device.meters(0);
  *request.mutable_control_devices(0) = other;
  EXPECT_THAT(ErrorsOf(*Save(request)), ElementsAre("0 meters[0].meter_id UNKNOWN_METER"));
}

TEST_F(BatchTest, ItemsTakeNameAndUnitFromTheirCode) {
  LoadCode(v1::CODE_TABLE_USAGE_UNIT, "24", "kWh");
  LoadCode(v1::CODE_TABLE_USAGE_UNIT, "10", "톤");
  LoadCode(v1::CODE_TABLE_ENERGY, "51", "전기", "24");
  LoadCode(v1::CODE_TABLE_FUEL, "99", "기타", "10");
  auto request = Of<v1::SaveItemsRequest>();
  v1::Item& energy = *request.add_items();
  energy.set_kind(v1::ITEM_KIND_ENERGY);
  energy.set_number("1");
  energy.set_code("51");
  v1::Item& fuel = *request.add_items();
  fuel.set_kind(v1::ITEM_KIND_FUEL);
  fuel.set_number("1");
  fuel.set_code("99");
  fuel.set_other_name("순수");  // 기타연료명, IEPS manual ⑤
  v1::Item& product = *request.add_items();
  product.set_kind(v1::ITEM_KIND_PRODUCT);
  product.set_number("1");
  product.set_name("증기");
  product.set_unit_code("10");
  auto saved = Ask(harness_, operator_, *items_, &v1::ItemService::Stub::SaveItems, request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  EXPECT_EQ(saved->items(0).name(), "전기");
  EXPECT_EQ(saved->items(0).unit_name(), "kWh");
  EXPECT_EQ(saved->items(1).code_name(), "기타");
  EXPECT_EQ(saved->items(1).other_name(), "순수");
  EXPECT_EQ(saved->items(2).unit_name(), "톤");

  // An emission facility names its fuel; a material that is none is refused.
  auto facilities = Of<v1::SaveEmissionFacilitiesRequest>();
  v1::EmissionFacility& facility = *facilities.add_emission_facilities();
  facility.set_number("1");
  facility.set_name("보일러");
  facility.add_fuel_item_ids(saved->items(1).item_id());
  facility.add_material_item_ids(saved->items(1).item_id());
  EXPECT_THAT(ErrorsOf(*Save(facilities)), ElementsAre("0 material_item_ids[0] UNKNOWN_ITEM"));
  facility.clear_material_item_ids();
  auto stored = Save(facilities);
  ASSERT_EQ(stored->outcome(), BATCH_OUTCOME_SAVED) << stored->DebugString();
  EXPECT_THAT(stored->emission_facilities(0).fuel_item_ids(),
              ElementsAre(saved->items(1).item_id()));

  auto list = Of<v1::ListItemsRequest>();
  list.set_kind(v1::ITEM_KIND_FUEL);
  EXPECT_EQ(
      Ask(harness_, operator_, *items_, &v1::ItemService::Stub::ListItems, list)->total_size(), 1);

  // An item keeps its kind; one without a kind is none.
  v1::Item changed = saved->items(0);
  changed.set_kind(v1::ITEM_KIND_PRODUCT);
  request.clear_items();
  *request.add_items() = changed;
  v1::Item& nothing = *request.add_items();
  nothing.set_number("5");
  nothing.set_name("x");
  nothing.set_unit_code("10");
  EXPECT_THAT(
      ErrorsOf(*Ask(harness_, operator_, *items_, &v1::ItemService::Stub::SaveItems, request)),
      ElementsAre("0 kind KIND_FIXED", "0 code UNKNOWN_CODE", "0 number NUMBER_TAKEN",
                  "1 kind REQUIRED"));
}

TEST_F(BatchTest, CodesAreLoadedByTheAdministratorAlone) {
  v1::LoadCodesRequest request;
  request.set_table(v1::CODE_TABLE_FUEL);
  v1::Code& code = *request.add_codes();
  code.set_code("F1");
  code.set_name("LNG");
  code.set_unit_code("없음");
  EXPECT_EQ(
      Ask(harness_, operator_, *codes_, &v1::CodeService::Stub::LoadCodes, request).status().code(),
      absl::StatusCode::kPermissionDenied);
  auto wrong = Ask(harness_, admin_, *codes_, &v1::CodeService::Stub::LoadCodes, request);
  EXPECT_THAT(ErrorsOf(*wrong), ElementsAre("0 unit_code UNKNOWN_CODE"));
  code.clear_unit_code();
  ASSERT_TRUE(Ask(harness_, admin_, *codes_, &v1::CodeService::Stub::LoadCodes, request).ok());
  code.set_name("천연가스");
  code.set_valid_until("2027-01-01");
  ASSERT_TRUE(Ask(harness_, admin_, *codes_, &v1::CodeService::Stub::LoadCodes, request).ok());

  v1::ListCodesRequest list;
  list.set_table(v1::CODE_TABLE_FUEL);
  auto listed = Ask(harness_, officer_, *codes_, &v1::CodeService::Stub::ListCodes, list);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->codes_size(), 1);
  EXPECT_EQ(listed->codes(0).name(), "천연가스");
  list.set_valid_on("2027-01-01");
  EXPECT_EQ(Ask(harness_, officer_, *codes_, &v1::CodeService::Stub::ListCodes, list)->codes_size(),
            0);
  list.set_table(v1::CODE_TABLE_STACK_TYPE);
  EXPECT_EQ(Ask(harness_, officer_, *codes_, &v1::CodeService::Stub::ListCodes, list)->codes_size(),
            2)
      << "the two that the manual shows";
}

}  // namespace
}  // namespace sems::facility
