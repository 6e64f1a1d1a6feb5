#include "services/facility/module.h"

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/facility/internal/v1/inventory.grpc.pb.h"
#include "sems/facility/v1/code_service.grpc.pb.h"
#include "sems/facility/v1/connection_service.grpc.pb.h"
#include "sems/facility/v1/control_device_service.grpc.pb.h"
#include "sems/facility/v1/emission_facility_service.grpc.pb.h"
#include "sems/facility/v1/item_service.grpc.pb.h"
#include "sems/facility/v1/stack_service.grpc.pb.h"
#include "sems/facility/v1/structure_service.grpc.pb.h"
#include "sems/facility/v1/survey_year_service.grpc.pb.h"
#include "sems/facility/v1/technician_service.grpc.pb.h"
#include "services/facility/handlers/handlers.h"

namespace sems::facility {

std::span<const EmbeddedFile> Migrations();

namespace {

class SurveyYearService final : public v1::SurveyYearService::Service {
 public:
  explicit SurveyYearService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::SurveyYearService, OpenSurveyYear)
  SEMS_UNARY(v1::SurveyYearService, ListSurveyYears)
  SEMS_UNARY(v1::SurveyYearService, GetSiteFacts)
  SEMS_UNARY(v1::SurveyYearService, UpdateSiteFacts)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class StackService final : public v1::StackService::Service {
 public:
  explicit StackService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::StackService, SaveStacks)
  SEMS_UNARY(v1::StackService, ListStacks)
  SEMS_UNARY(v1::StackService, GetStack)
  SEMS_UNARY(v1::StackService, CloseStack)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class EmissionFacilityService final : public v1::EmissionFacilityService::Service {
 public:
  explicit EmissionFacilityService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::EmissionFacilityService, SaveEmissionFacilities)
  SEMS_UNARY(v1::EmissionFacilityService, ListEmissionFacilities)
  SEMS_UNARY(v1::EmissionFacilityService, GetEmissionFacility)
  SEMS_UNARY(v1::EmissionFacilityService, CloseEmissionFacility)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class ControlDeviceService final : public v1::ControlDeviceService::Service {
 public:
  explicit ControlDeviceService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::ControlDeviceService, SaveControlDevices)
  SEMS_UNARY(v1::ControlDeviceService, ListControlDevices)
  SEMS_UNARY(v1::ControlDeviceService, GetControlDevice)
  SEMS_UNARY(v1::ControlDeviceService, CloseControlDevice)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class ItemService final : public v1::ItemService::Service {
 public:
  explicit ItemService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::ItemService, SaveItems)
  SEMS_UNARY(v1::ItemService, ListItems)
  SEMS_UNARY(v1::ItemService, GetItem)
  SEMS_UNARY(v1::ItemService, CloseItem)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class ConnectionService final : public v1::ConnectionService::Service {
 public:
  explicit ConnectionService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::ConnectionService, SetConnections)
  SEMS_UNARY(v1::ConnectionService, ListConnections)
  SEMS_UNARY(v1::ConnectionService, CheckConnections)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class StructureService final : public v1::StructureService::Service {
 public:
  explicit StructureService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::StructureService, ImportStructure)
  SEMS_UNARY(v1::StructureService, UploadStructure)
  SEMS_UNARY_AS(v1::StructureService, DownloadStructureTemplate,
                v1::DownloadStructureTemplateRequest, google::api::HttpBody)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class TechnicianService final : public v1::TechnicianService::Service {
 public:
  explicit TechnicianService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::TechnicianService, SaveTechnicians)
  SEMS_UNARY(v1::TechnicianService, ListTechnicians)
  SEMS_UNARY(v1::TechnicianService, GetTechnician)

 private:
  server::Gate& gate_;
  Deps deps_;
};

class CodeService final : public v1::CodeService::Service {
 public:
  explicit CodeService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::CodeService, ListCodes)
  SEMS_UNARY(v1::CodeService, LoadCodes)

 private:
  server::Gate& gate_;
  Deps deps_;
};

}  // namespace

namespace internal {
namespace {

class InventoryService final : public v1::InventoryService::Service {
 public:
  explicit InventoryService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::InventoryService, GetInventory)

 private:
  server::Gate& gate_;
  Deps deps_;
};

}  // namespace
}  // namespace internal

namespace {

class FacilityModule final : public server::Module {
 public:
  explicit FacilityModule(server::Gate& gate)
      : survey_year_(gate),
        stack_(gate),
        emission_facility_(gate),
        control_device_(gate),
        item_(gate),
        connection_(gate),
        structure_(gate),
        technician_(gate),
        code_(gate),
        inventory_(gate),
        site_directory_(gate, handlers::OnSiteEvent) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::SurveyYearService>(survey_year_),
            server::Serves<v1::StackService>(stack_),
            server::Serves<v1::EmissionFacilityService>(emission_facility_),
            server::Serves<v1::ControlDeviceService>(control_device_),
            server::Serves<v1::ItemService>(item_),
            server::Serves<v1::ConnectionService>(connection_),
            server::Serves<v1::StructureService>(structure_),
            server::Serves<v1::TechnicianService>(technician_),
            server::Serves<v1::CodeService>(code_),
            server::Serves<internal::v1::InventoryService>(inventory_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }

 private:
  SurveyYearService survey_year_;
  StackService stack_;
  EmissionFacilityService emission_facility_;
  ControlDeviceService control_device_;
  ItemService item_;
  ConnectionService connection_;
  StructureService structure_;
  TechnicianService technician_;
  CodeService code_;
  internal::InventoryService inventory_;
  server::SiteDirectoryService site_directory_;
};

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  return std::make_unique<FacilityModule>(*deps.gate);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"facility", Migrations, Make};
  return info;
}

}  // namespace sems::facility
