#pragma once

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "common/testing/harness.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/facility/v1/code_service.grpc.pb.h"
#include "sems/facility/v1/control_device_service.grpc.pb.h"
#include "sems/facility/v1/emission_facility_service.grpc.pb.h"
#include "sems/facility/v1/item_service.grpc.pb.h"
#include "sems/facility/v1/stack_service.grpc.pb.h"
#include "sems/operations/internal/v1/record_read.grpc.pb.h"
#include "sems/operations/v1/device_operation.grpc.pb.h"
#include "sems/operations/v1/energy_use.grpc.pb.h"
#include "sems/operations/v1/fuel_use.grpc.pb.h"
#include "sems/operations/v1/material_use.grpc.pb.h"
#include "sems/operations/v1/period.grpc.pb.h"
#include "sems/operations/v1/product_output.grpc.pb.h"
#include "sems/operations/v1/stack_hours.grpc.pb.h"
#include "services/facility/module.h"
#include "services/operations/module.h"

namespace sems::operations {

inline constexpr char kNobody[] = "0192f0c0-0000-7000-8000-00000000ffff";

// Real operations beside real facility, with one approved site and its people. Today is 2026-11-10.
class OperationsTest : public ::testing::Test {
 protected:
  void SetUp() override { harness_.SetJurisdictions(officer_, {"28260"}); }

  template <class Service>
  std::unique_ptr<typename Service::Stub> Stub(const std::string& service = "operations") {
    return Service::NewStub(harness_.Channel(service));
  }

  // The inventory, entered as the site would.
  std::string MakeStack(const std::string& number) {
    facility::v1::SaveStacksRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    facility::v1::Stack& stack = *request.add_stacks();
    stack.set_number(number);
    stack.set_name("선별/분쇄시설");
    stack.set_type_code("1");
    auto stub = Stub<facility::v1::StackService>("facility");
    auto saved =
        Ask(harness_, operator_, *stub, &facility::v1::StackService::Stub::SaveStacks, request);
    EXPECT_TRUE(saved.ok() && saved->stacks_size() == 1) << saved.status();
    return saved->stacks(0).stack_id();
  }
  // A closed stack cannot be opened by the same call; its etag is the first.
  void CloseStack(const std::string& stack_id, const std::string& closed_on) {
    facility::v1::CloseStackRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    request.set_stack_id(stack_id);
    request.set_closed_on(closed_on);
    request.set_etag("v1");
    auto stub = Stub<facility::v1::StackService>("facility");
    auto closed =
        Ask(harness_, operator_, *stub, &facility::v1::StackService::Stub::CloseStack, request);
    EXPECT_TRUE(closed.ok()) << closed.status();
  }
  // A device with one meter of multiplier 20 and five digits; further meters are added by the test.
  facility::v1::ControlDevice MakeDevice(const std::string& number) {
    facility::v1::ControlDevice device;
    device.set_number(number);
    device.set_name("여과집진시설");
    AddMeter(device, "1", "20", "2020-01-01");
    return SaveDevice(device);
  }
  static void AddMeter(facility::v1::ControlDevice& device, const std::string& number,
                       const std::string& multiplier, const std::string& valid_from) {
    facility::v1::PowerMeter& meter = *device.add_meters();
    meter.set_meter_number(number);
    meter.set_multiplier(multiplier);
    meter.set_valid_from(valid_from);
    meter.set_digits(5);
  }
  facility::v1::ControlDevice SaveDevice(const facility::v1::ControlDevice& device) {
    facility::v1::SaveControlDevicesRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    *request.add_control_devices() = device;
    auto stub = Stub<facility::v1::ControlDeviceService>("facility");
    auto saved = Ask(harness_, operator_, *stub,
                     &facility::v1::ControlDeviceService::Stub::SaveControlDevices, request);
    EXPECT_TRUE(saved.ok() && saved->control_devices_size() == 1)
        << saved.status() << saved->DebugString();
    return saved->control_devices(0);
  }
  void LoadCode(facility::v1::CodeTable table, const std::string& code) {
    facility::v1::LoadCodesRequest request;
    request.set_table(table);
    facility::v1::Code& row = *request.add_codes();
    row.set_code(code);
    row.set_name("항목" + code);
    auto stub = Stub<facility::v1::CodeService>("facility");
    auto loaded =
        Ask(harness_, admin_, *stub, &facility::v1::CodeService::Stub::LoadCodes, request);
    EXPECT_TRUE(loaded.ok()) << loaded.status();
  }
  std::string MakeItem(facility::v1::ItemKind kind, facility::v1::CodeTable table,
                       const std::string& number) {
    LoadCode(table, "C" + number);
    LoadCode(facility::v1::CODE_TABLE_USAGE_UNIT, "U1");
    facility::v1::SaveItemsRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    facility::v1::Item& item = *request.add_items();
    item.set_kind(kind);
    item.set_number(number);
    item.set_code("C" + number);
    item.set_unit_code("U1");
    item.set_name("항목" + number);
    auto stub = Stub<facility::v1::ItemService>("facility");
    auto saved =
        Ask(harness_, operator_, *stub, &facility::v1::ItemService::Stub::SaveItems, request);
    if (!saved.ok() || saved->items_size() != 1) {
      ADD_FAILURE() << saved.status();
      return {};
    }
    return saved->items(0).item_id();
  }
  std::string MakeEmissionFacility(const std::string& number, const std::string& fuel_id) {
    facility::v1::SaveEmissionFacilitiesRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    facility::v1::EmissionFacility& facility = *request.add_emission_facilities();
    facility.set_number(number);
    facility.set_name("1호기보일러");
    facility.add_fuel_item_ids(fuel_id);
    auto stub = Stub<facility::v1::EmissionFacilityService>("facility");
    auto saved = Ask(harness_, operator_, *stub,
                     &facility::v1::EmissionFacilityService::Stub::SaveEmissionFacilities, request);
    EXPECT_TRUE(saved.ok() && saved->emission_facilities_size() == 1)
        << saved.status() << saved->DebugString();
    return saved->emission_facilities(0).emission_facility_id();
  }

  // Stack hours.
  v1::StackHours Line(const std::string& stack_id, const std::string& day, int hours,
                      int minutes = 0, const std::string& etag = "") {
    v1::StackHours line;
    line.set_stack_id(stack_id);
    line.set_day(day);
    line.set_hours(hours);
    line.set_minutes(minutes);
    line.set_etag(etag);
    return line;
  }
  v1::SaveStackHoursRequest Batch(const std::vector<v1::StackHours>& lines) {
    v1::SaveStackHoursRequest request;
    request.set_site_id(site_);
    for (const auto& line : lines) *request.add_lines() = line;
    return request;
  }
  absl::StatusOr<v1::SaveStackHoursResponse> Save(const v1::SaveStackHoursRequest& request) {
    return SaveAs(operator_, request);
  }
  absl::StatusOr<v1::SaveStackHoursResponse> SaveAs(const testing::Person& person,
                                                    const v1::SaveStackHoursRequest& request) {
    return Ask(harness_, person, *stack_hours_, &v1::StackHoursService::Stub::SaveStackHours,
               request);
  }
  absl::StatusOr<v1::ListStackHoursResponse> List(const std::string& month) {
    return ListAs(operator_, month);
  }
  absl::StatusOr<v1::ListStackHoursResponse> ListAs(const testing::Person& person,
                                                    const std::string& month) {
    v1::ListStackHoursRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    return Ask(harness_, person, *stack_hours_, &v1::StackHoursService::Stub::ListStackHours,
               request);
  }

  absl::StatusOr<internal::v1::GetMonthResponse> GetMonth(const std::string& month) {
    internal::v1::GetMonthRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    return AskAsService(harness_, "ieps", *record_read_,
                        &internal::v1::RecordReadService::Stub::GetMonth, request);
  }

  // Noon in Seoul.
  void SetToday(absl::CivilDay day) { harness_.clock().Set(SeoulMidnight(day) + absl::Hours(12)); }

  // A look behind the service's back.
  int Count(const std::string& sql) {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::work work(connection);
    return work.exec1(sql)[0].as<int>();
  }

  testing::Harness harness_{{&facility::Info(), &Info()}};
  testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person stranger_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person agent_ = harness_.MakePerson(common::v1::ROLE_MEASUREMENT_AGENT);
  testing::Person officer_ = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  testing::Person admin_ = harness_.MakePerson(common::v1::ROLE_NIER_ADMIN);
  std::string site_ = harness_.MakeSite({operator_});
  std::unique_ptr<v1::StackHoursService::Stub> stack_hours_ = Stub<v1::StackHoursService>();
  std::unique_ptr<v1::DeviceOperationService::Stub> device_operations_ =
      Stub<v1::DeviceOperationService>();
  std::unique_ptr<internal::v1::RecordReadService::Stub> record_read_ =
      Stub<internal::v1::RecordReadService>();
};

// "line field code" of each error or warning.
template <class Errors>
std::vector<std::string> Told(const Errors& errors) {
  std::vector<std::string> told;
  for (const auto& error : errors) {
    told.push_back(std::to_string(error.line()) + " " + error.field() + " " + error.code());
  }
  return told;
}

}  // namespace sems::operations
