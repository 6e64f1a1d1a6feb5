#include "services/operations/module.h"

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/operations/internal/v1/month_completeness.grpc.pb.h"
#include "sems/operations/internal/v1/record_read.grpc.pb.h"
#include "sems/operations/v1/device_operation.grpc.pb.h"
#include "sems/operations/v1/energy_use.grpc.pb.h"
#include "sems/operations/v1/fuel_use.grpc.pb.h"
#include "sems/operations/v1/material_use.grpc.pb.h"
#include "sems/operations/v1/period.grpc.pb.h"
#include "sems/operations/v1/product_output.grpc.pb.h"
#include "sems/operations/v1/stack_hours.grpc.pb.h"
#include "services/operations/handlers/handlers.h"

namespace sems::operations {

std::span<const EmbeddedFile> Migrations();

namespace {

class StackHoursService final : public v1::StackHoursService::Service {
 public:
  StackHoursService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::StackHoursService, SaveStackHours)
  SEMS_UNARY(v1::StackHoursService, ListStackHours)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class DeviceOperationService final : public v1::DeviceOperationService::Service {
 public:
  DeviceOperationService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::DeviceOperationService, SaveDeviceOperations)
  SEMS_UNARY(v1::DeviceOperationService, ListDeviceOperations)
  SEMS_UNARY(v1::DeviceOperationService, DeclareMeterEvent)
  SEMS_UNARY(v1::DeviceOperationService, ListMeterEvents)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class FuelUseService final : public v1::FuelUseService::Service {
 public:
  FuelUseService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::FuelUseService, SaveFuelUses)
  SEMS_UNARY(v1::FuelUseService, ListFuelUses)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class MaterialUseService final : public v1::MaterialUseService::Service {
 public:
  MaterialUseService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::MaterialUseService, SaveMaterialUses)
  SEMS_UNARY(v1::MaterialUseService, ListMaterialUses)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class EnergyUseService final : public v1::EnergyUseService::Service {
 public:
  EnergyUseService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::EnergyUseService, SaveEnergyUses)
  SEMS_UNARY(v1::EnergyUseService, ListEnergyUses)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class ProductOutputService final : public v1::ProductOutputService::Service {
 public:
  ProductOutputService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::ProductOutputService, SaveProductOutputs)
  SEMS_UNARY(v1::ProductOutputService, ListProductOutputs)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class PeriodService final : public v1::PeriodService::Service {
 public:
  PeriodService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::PeriodService, GetMonthStatus)
  SEMS_UNARY(v1::PeriodService, ConfirmMonth)
  SEMS_UNARY(v1::PeriodService, ReopenMonth)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace

namespace internal {
namespace {

class RecordReadService final : public v1::RecordReadService::Service {
 public:
  RecordReadService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::RecordReadService, GetMonth)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class MonthCompletenessService final : public v1::MonthCompletenessService::Service {
 public:
  MonthCompletenessService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::MonthCompletenessService, ListMonthCompleteness)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace
}  // namespace internal

namespace {

class OperationsModule final : public server::Module {
 public:
  explicit OperationsModule(const server::ModuleDeps& deps)
      : deps_{facility::internal::v1::InventoryService::NewStub(deps.peers->Channel("facility"))},
        stack_hours_(*deps.gate, deps_),
        device_operation_(*deps.gate, deps_),
        fuel_use_(*deps.gate, deps_),
        material_use_(*deps.gate, deps_),
        energy_use_(*deps.gate, deps_),
        product_output_(*deps.gate, deps_),
        period_(*deps.gate, deps_),
        record_read_(*deps.gate, deps_),
        month_completeness_(*deps.gate, deps_),
        site_directory_(*deps.gate) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::StackHoursService>(stack_hours_),
            server::Serves<v1::DeviceOperationService>(device_operation_),
            server::Serves<v1::FuelUseService>(fuel_use_),
            server::Serves<v1::MaterialUseService>(material_use_),
            server::Serves<v1::EnergyUseService>(energy_use_),
            server::Serves<v1::ProductOutputService>(product_output_),
            server::Serves<v1::PeriodService>(period_),
            server::Serves<internal::v1::RecordReadService>(record_read_),
            server::Serves<internal::v1::MonthCompletenessService>(month_completeness_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }

 private:
  Deps deps_;
  StackHoursService stack_hours_;
  DeviceOperationService device_operation_;
  FuelUseService fuel_use_;
  MaterialUseService material_use_;
  EnergyUseService energy_use_;
  ProductOutputService product_output_;
  PeriodService period_;
  internal::RecordReadService record_read_;
  internal::MonthCompletenessService month_completeness_;
  server::SiteDirectoryService site_directory_;
};

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  return std::make_unique<OperationsModule>(deps);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"operations", Migrations, Make};
  return info;
}

}  // namespace sems::operations
