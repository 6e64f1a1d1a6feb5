#pragma once

#include <memory>
#include <string>

#include "common/testing/harness.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/facility/internal/v1/inventory.grpc.pb.h"
#include "sems/facility/v1/code_service.grpc.pb.h"
#include "sems/facility/v1/connection_service.grpc.pb.h"
#include "sems/facility/v1/control_device_service.grpc.pb.h"
#include "sems/facility/v1/emission_facility_service.grpc.pb.h"
#include "sems/facility/v1/item_service.grpc.pb.h"
#include "sems/facility/v1/stack_service.grpc.pb.h"
#include "sems/facility/v1/survey_year_service.grpc.pb.h"
#include "sems/facility/v1/technician_service.grpc.pb.h"
#include "services/facility/module.h"

namespace sems::facility {

inline constexpr char kDistrict[] = "28260";  // 인천광역시 서구

// A real facility service on a database of its own, with one approved site, its operator, an
// officer of its district and the administrator. Today is 2026-11-10.
class FacilityTest : public ::testing::Test {
 protected:
  template <class Service>
  std::unique_ptr<typename Service::Stub> Stub() {
    return Service::NewStub(harness_.Channel("facility"));
  }

  void SetUp() override { harness_.SetJurisdictions(officer_, {kDistrict}); }

  // A request about the site and its first survey year.
  template <class Request>
  Request Of(int survey_year = 2026) {
    Request request;
    request.set_site_id(site_);
    request.set_survey_year(survey_year);
    return request;
  }

  absl::StatusOr<v1::SaveStacksResponse> Save(const v1::SaveStacksRequest& request) {
    return Ask(harness_, operator_, *stacks_, &v1::StackService::Stub::SaveStacks, request);
  }
  v1::Stack MakeStack(const std::string& number, const std::string& name = "1호기보일러") {
    v1::Stack stack;
    stack.set_number(number);
    stack.set_name(name);
    stack.set_type_code("5");
    stack.set_tms(true);
    return stack;
  }
  // One saved stack.
  v1::Stack SavedStack(const std::string& number) {
    auto request = Of<v1::SaveStacksRequest>();
    *request.add_stacks() = MakeStack(number);
    auto saved = Save(request);
    EXPECT_TRUE(saved.ok()) << saved.status();
    EXPECT_EQ(saved->stacks_size(), 1);
    return saved->stacks(0);
  }

  absl::StatusOr<v1::SaveControlDevicesResponse> Save(
      const v1::SaveControlDevicesRequest& request) {
    return Ask(harness_, operator_, *devices_, &v1::ControlDeviceService::Stub::SaveControlDevices,
               request);
  }
  v1::ControlDevice SavedDevice(const std::string& number, const std::string& name) {
    auto request = Of<v1::SaveControlDevicesRequest>();
    v1::ControlDevice& device = *request.add_control_devices();
    device.set_number(number);
    device.set_name(name);
    auto saved = Save(request);
    EXPECT_TRUE(saved.ok() && saved->control_devices_size() == 1) << saved.status();
    return saved->control_devices(0);
  }

  absl::StatusOr<v1::SaveEmissionFacilitiesResponse> Save(
      const v1::SaveEmissionFacilitiesRequest& request) {
    return Ask(harness_, operator_, *facilities_,
               &v1::EmissionFacilityService::Stub::SaveEmissionFacilities, request);
  }
  v1::EmissionFacility SavedFacility(const std::string& number, const std::string& name) {
    auto request = Of<v1::SaveEmissionFacilitiesRequest>();
    v1::EmissionFacility& facility = *request.add_emission_facilities();
    facility.set_number(number);
    facility.set_name(name);
    auto saved = Save(request);
    EXPECT_TRUE(saved.ok() && saved->emission_facilities_size() == 1) << saved.status();
    return saved->emission_facilities(0);
  }

  absl::StatusOr<internal::v1::GetInventoryResponse> GetInventory(int survey_year) {
    return AskAsService(harness_, "operations", *inventory_,
                        &internal::v1::InventoryService::Stub::GetInventory,
                        Of<internal::v1::GetInventoryRequest>(survey_year));
  }

  void LoadCode(v1::CodeTable table, const std::string& code, const std::string& name,
                const std::string& unit = "") {
    v1::LoadCodesRequest request;
    request.set_table(table);
    v1::Code& row = *request.add_codes();
    row.set_code(code);
    row.set_name(name);
    row.set_unit_code(unit);
    auto loaded = Ask(harness_, admin_, *codes_, &v1::CodeService::Stub::LoadCodes, request);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ(loaded->outcome(), common::v1::BATCH_OUTCOME_SAVED) << loaded->DebugString();
  }

  testing::Harness harness_{{&Info()}};
  testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person officer_ = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  testing::Person admin_ = harness_.MakePerson(common::v1::ROLE_NIER_ADMIN);
  std::string site_ = harness_.MakeSite({operator_}, kDistrict, 1);

  std::unique_ptr<v1::SurveyYearService::Stub> years_ = Stub<v1::SurveyYearService>();
  std::unique_ptr<v1::StackService::Stub> stacks_ = Stub<v1::StackService>();
  std::unique_ptr<v1::EmissionFacilityService::Stub> facilities_ =
      Stub<v1::EmissionFacilityService>();
  std::unique_ptr<v1::ControlDeviceService::Stub> devices_ = Stub<v1::ControlDeviceService>();
  std::unique_ptr<v1::ItemService::Stub> items_ = Stub<v1::ItemService>();
  std::unique_ptr<v1::ConnectionService::Stub> connections_ = Stub<v1::ConnectionService>();
  std::unique_ptr<v1::TechnicianService::Stub> technicians_ = Stub<v1::TechnicianService>();
  std::unique_ptr<v1::CodeService::Stub> codes_ = Stub<v1::CodeService>();
  std::unique_ptr<internal::v1::InventoryService::Stub> inventory_ =
      Stub<internal::v1::InventoryService>();
};

// "line field code" of each error.
template <class Response>
std::vector<std::string> ErrorsOf(const Response& response) {
  std::vector<std::string> errors;
  for (const common::v1::LineError& error : response.errors()) {
    errors.push_back(std::to_string(error.line()) + " " + error.field() + " " + error.code());
  }
  return errors;
}

}  // namespace sems::facility
