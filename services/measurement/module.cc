#include "services/measurement/module.h"

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/measurement/internal/v1/measurement_read.grpc.pb.h"
#include "sems/measurement/internal/v1/sampling_days.grpc.pb.h"
#include "sems/measurement/v1/code.grpc.pb.h"
#include "sems/measurement/v1/self_measurement_service.grpc.pb.h"
#include "services/measurement/handlers/handlers.h"

namespace sems::measurement {

std::span<const EmbeddedFile> Migrations();

namespace {

class SelfMeasurementService final : public v1::SelfMeasurementService::Service {
 public:
  SelfMeasurementService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::SelfMeasurementService, SaveSelfMeasurements)
  SEMS_UNARY(v1::SelfMeasurementService, ListSelfMeasurements)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class CodeService final : public v1::CodeService::Service {
 public:
  CodeService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::CodeService, ListCodes)
  SEMS_UNARY(v1::CodeService, LoadCodes)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace

namespace internal {
namespace {

class MeasurementReadService final : public v1::MeasurementReadService::Service {
 public:
  MeasurementReadService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::MeasurementReadService, GetMonth)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class SamplingDaysService final : public v1::SamplingDaysService::Service {
 public:
  SamplingDaysService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::SamplingDaysService, ListSamplingDays)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace
}  // namespace internal

namespace {

class MeasurementModule final : public server::Module {
 public:
  explicit MeasurementModule(const server::ModuleDeps& deps)
      : deps_{facility::internal::v1::InventoryService::NewStub(deps.peers->Channel("facility"))},
        self_measurement_(*deps.gate, deps_),
        code_(*deps.gate, deps_),
        measurement_read_(*deps.gate, deps_),
        sampling_days_(*deps.gate, deps_),
        site_directory_(*deps.gate) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::SelfMeasurementService>(self_measurement_),
            server::Serves<v1::CodeService>(code_),
            server::Serves<internal::v1::MeasurementReadService>(measurement_read_),
            server::Serves<internal::v1::SamplingDaysService>(sampling_days_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }

 private:
  Deps deps_;
  SelfMeasurementService self_measurement_;
  CodeService code_;
  internal::MeasurementReadService measurement_read_;
  internal::SamplingDaysService sampling_days_;
  server::SiteDirectoryService site_directory_;
};

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  return std::make_unique<MeasurementModule>(deps);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"measurement", Migrations, Make};
  return info;
}

}  // namespace sems::measurement
