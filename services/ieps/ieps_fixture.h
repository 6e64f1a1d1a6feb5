#pragma once

#include <map>
#include <memory>
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
#include "sems/ieps/v1/code_map.grpc.pb.h"
#include "sems/ieps/v1/export.grpc.pb.h"
#include "sems/ieps/v1/facility_mapping.grpc.pb.h"
#include "sems/ieps/v1/site_code.grpc.pb.h"
#include "sems/measurement/v1/code.grpc.pb.h"
#include "sems/measurement/v1/self_measurement_service.grpc.pb.h"
#include "sems/operations/v1/device_operation.grpc.pb.h"
#include "sems/operations/v1/energy_use.grpc.pb.h"
#include "sems/operations/v1/fuel_use.grpc.pb.h"
#include "sems/operations/v1/material_use.grpc.pb.h"
#include "sems/operations/v1/product_output.grpc.pb.h"
#include "sems/operations/v1/stack_hours.grpc.pb.h"

namespace sems::ieps {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// ieps with the real facility, operations and measurement beside it, each on its own schema. Today
// is 2026-11-10; the site's records are of October. Its stacks are those of the mapping screen of
// the IEPS manual (04 ①), some of them.
class IepsTest : public ::testing::Test {
 protected:
  IepsTest();
  void SetUp() override;

  template <class Service>
  std::unique_ptr<typename Service::Stub> Stub(const char* service = "ieps") {
    return Service::NewStub(harness_.Channel(service));
  }

  // An RPC of the site's operator that must succeed.
  template <class Service, class Request, class Response>
  Response Must(const char* service,
                grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                      Response*),
                const Request& request, const testing::Person* person = nullptr) {
    auto stub = Stub<Service>(service);
    auto reply = Ask(harness_, person != nullptr ? *person : operator_, *stub, method, request);
    EXPECT_TRUE(reply.ok()) << reply.status() << request.DebugString();
    return reply.ok() ? *reply : Response();
  }
  // A batch of which every line must be saved.
  template <class Service, class Request, class Response>
  Response MustSave(const char* service,
                    grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                    const Request& request, const testing::Person* person = nullptr) {
    Response response = Must<Service>(service, method, request, person);
    EXPECT_EQ(response.errors_size(), 0) << response.DebugString();
    return response;
  }

  void LoadSemsCodes();
  void MakeInventory();
  void EnterRecords();

  absl::StatusOr<v1::LoadCodeMapResponse> LoadMap(v1::CodeTable table,
                                                  const std::vector<v1::CodeMapEntry>& entries);
  // An invented map that has everything the records need.
  void LoadCodeMaps();
  void SetSiteCode(const std::string& code = "z1T6Bguc");

  v1::MappingRow Row(v1::FacilityTab tab, const std::string& sems, const std::string& ieps,
                     const std::string& ieps_name = "");
  absl::StatusOr<v1::PutDraftResponse> Put(const std::vector<v1::MappingRow>& rows,
                                           int survey_year = 2026);
  absl::StatusOr<v1::CheckMappingResponse> Check(const std::string& draft_id,
                                                 int survey_year = 2026);
  absl::StatusOr<v1::SaveMappingResponse> Save(const std::string& draft_id, int survey_year = 2026);
  // Put, check, save.
  void SaveRows(const std::vector<v1::MappingRow>& rows, int survey_year = 2026);
  // Stacks 1 → #A6, 2 → #A7, device, facility and product; stack 16 stays unmapped.
  std::vector<v1::MappingRow> GoodRows();

  v1::CreateExportRequest Order(const std::vector<v1::Form>& forms = {});
  absl::StatusOr<v1::CreateExportResponse> CreateExport(const v1::CreateExportRequest& request);
  v1::Export MadeExport(const v1::CreateExportRequest& request);

  struct Fetched {
    std::string bytes;
    std::string content_type;
    std::map<std::string, std::string> headers;
  };
  absl::StatusOr<Fetched> GetFile(const std::string& export_id);
  absl::StatusOr<Fetched> GetTemplate(v1::FacilityTab tab = v1::FACILITY_TAB_UNSPECIFIED);

  testing::Harness harness_;
  testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person stranger_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person admin_ = harness_.MakePerson(common::v1::ROLE_NIER_ADMIN);
  std::string site_ = harness_.MakeSite({operator_});
  std::string foreign_site_ = harness_.MakeSite({stranger_});

  std::unique_ptr<v1::SiteCodeService::Stub> site_codes_ = Stub<v1::SiteCodeService>();
  std::unique_ptr<v1::CodeMapService::Stub> code_maps_ = Stub<v1::CodeMapService>();
  std::unique_ptr<v1::FacilityMappingService::Stub> mappings_ = Stub<v1::FacilityMappingService>();
  std::unique_ptr<v1::ExportService::Stub> exports_ = Stub<v1::ExportService>();

  std::map<std::string, facility::v1::Stack> stacks_;  // by number
  facility::v1::ControlDevice device_;
  facility::v1::EmissionFacility boiler_;
  facility::v1::Item product_, fuel_, material_, energy_;
};

v1::CodeMapEntry MapEntry(const std::string& sems, const std::string& ieps,
                          const std::string& name = "", const std::string& unit = "");

}  // namespace sems::ieps
