#include "services/registration/module.h"

#include "common/server/gate.h"
#include "common/status/error.h"
#include "sems/registration/v1/application_service.grpc.pb.h"
#include "sems/registration/v1/site_service.grpc.pb.h"
#include "services/registration/deps.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/newcomers.h"

namespace sems::registration {

std::span<const EmbeddedFile> Migrations();

namespace {

class ApplicationService final : public v1::ApplicationService::Service {
 public:
  ApplicationService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::ApplicationService, SubmitApplication)
  SEMS_UNARY(v1::ApplicationService, GetApplication)
  SEMS_UNARY(v1::ApplicationService, ListMyApplications)
  SEMS_UNARY(v1::ApplicationService, WithdrawApplication)
  SEMS_UNARY(v1::ApplicationService, ListApplications)
  SEMS_UNARY(v1::ApplicationService, ApproveApplications)
  SEMS_UNARY(v1::ApplicationService, RejectApplications)
  SEMS_UNARY(v1::ApplicationService, ApproveHandover)
  SEMS_UNARY_AS(v1::ApplicationService, ExportApplications, v1::ExportApplicationsRequest,
                google::api::HttpBody)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class SiteService final : public v1::SiteService::Service {
 public:
  SiteService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::SiteService, GetSite)
  SEMS_UNARY(v1::SiteService, ListSites)
  SEMS_UNARY(v1::SiteService, CorrectSite)
  SEMS_UNARY(v1::SiteService, ListSiteHistory)
  SEMS_UNARY(v1::SiteService, SetSiteState)
  SEMS_UNARY(v1::SiteService, ListSiteOperators)
  SEMS_UNARY(v1::SiteService, AddSiteOperator)
  SEMS_UNARY(v1::SiteService, RemoveSiteOperator)
  SEMS_UNARY(v1::SiteService, ListSiteNotices)
  SEMS_UNARY(v1::SiteService, ListMyNotices)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class RegistrationModule final : public server::Module {
 public:
  explicit RegistrationModule(const server::ModuleDeps& deps)
      : deps_{deps.peers, deps.site_keepers},
        applications_(*deps.gate, deps_),
        sites_(*deps.gate, deps_),
        newcomers_(deps) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::ApplicationService>(applications_),
            server::Serves<v1::SiteService>(sites_)};
  }
  void Start() override { newcomers_.Start(); }
  void Stop() override { newcomers_.Stop(); }

 private:
  Deps deps_;
  ApplicationService applications_;
  SiteService sites_;
  Newcomers newcomers_;
};

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  return std::make_unique<RegistrationModule>(deps);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"registration", Migrations, Make, /*keeps_sites=*/false};
  return info;
}

}  // namespace sems::registration
