#include "services/ieps/module.h"

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/ieps/v1/code_map.grpc.pb.h"
#include "sems/ieps/v1/export.grpc.pb.h"
#include "sems/ieps/v1/facility_mapping.grpc.pb.h"
#include "sems/ieps/v1/site_code.grpc.pb.h"
#include "services/ieps/deps.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/housekeeping.h"
#include "services/ieps/mapping_file.h"

namespace sems::ieps {

std::span<const EmbeddedFile> Migrations();

namespace {

class SiteCodeService final : public v1::SiteCodeService::Service {
 public:
  SiteCodeService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::SiteCodeService, SetSiteCode)
  SEMS_UNARY(v1::SiteCodeService, GetSiteCode)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class CodeMapService final : public v1::CodeMapService::Service {
 public:
  CodeMapService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::CodeMapService, LoadCodeMap)
  SEMS_UNARY(v1::CodeMapService, ListCodeMap)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class FacilityMappingService final : public v1::FacilityMappingService::Service {
 public:
  FacilityMappingService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::FacilityMappingService, GetMapping)
  SEMS_UNARY_AS(v1::FacilityMappingService, DownloadTemplate, v1::DownloadTemplateRequest,
                google::api::HttpBody)
  SEMS_UNARY(v1::FacilityMappingService, UploadTemplate)
  SEMS_UNARY(v1::FacilityMappingService, PutDraft)
  SEMS_UNARY(v1::FacilityMappingService, CheckMapping)
  SEMS_UNARY(v1::FacilityMappingService, SaveMapping)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class ExportService final : public v1::ExportService::Service {
 public:
  ExportService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::ExportService, CreateExport)
  SEMS_UNARY(v1::ExportService, GetExport)
  SEMS_UNARY(v1::ExportService, ListExports)
  SEMS_UNARY_AS(v1::ExportService, GetExportFile, v1::GetExportFileRequest, google::api::HttpBody)
  SEMS_STREAM(v1::ExportService, StreamExportFile)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class IepsModule final : public server::Module {
 public:
  IepsModule(const server::ModuleDeps& deps, const Catalog& catalog)
      : deps_{catalog,
              facility::internal::v1::InventoryService::NewStub(deps.peers->Channel("facility")),
              operations::internal::v1::RecordReadService::NewStub(
                  deps.peers->Channel("operations")),
              measurement::internal::v1::MeasurementReadService::NewStub(
                  deps.peers->Channel("measurement"))},
        site_code_(*deps.gate, deps_),
        code_map_(*deps.gate, deps_),
        mapping_(*deps.gate, deps_),
        exports_(*deps.gate, deps_),
        site_directory_(*deps.gate),
        housekeeping_(*deps.pool, *deps.clock) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::SiteCodeService>(site_code_),
            server::Serves<v1::CodeMapService>(code_map_),
            server::Serves<v1::FacilityMappingService>(mapping_),
            server::Serves<v1::ExportService>(exports_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }
  void Start() override { housekeeping_.Start(); }
  void Stop() override { housekeeping_.Stop(); }

 private:
  Deps deps_;
  SiteCodeService site_code_;
  CodeMapService code_map_;
  FacilityMappingService mapping_;
  ExportService exports_;
  server::SiteDirectoryService site_directory_;
  Housekeeping housekeeping_;
};

// A mapping file that the program does not understand keeps the service from starting.
absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  const absl::StatusOr<const Catalog*> catalog = BuiltInCatalog();
  if (!catalog.ok()) return catalog.status();
  return std::make_unique<IepsModule>(deps, **catalog);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"ieps", Migrations, Make};
  return info;
}

}  // namespace sems::ieps
