#pragma once

#include <memory>

#include "sems/facility/internal/v1/inventory.grpc.pb.h"
#include "sems/measurement/internal/v1/measurement_read.grpc.pb.h"
#include "sems/operations/internal/v1/record_read.grpc.pb.h"
#include "services/ieps/domain/form.h"

namespace sems::ieps {

// What the handlers work with beside the call.
struct Deps {
  const Catalog& catalog;
  std::unique_ptr<facility::internal::v1::InventoryService::Stub> facility;
  std::unique_ptr<operations::internal::v1::RecordReadService::Stub> operations;
  std::unique_ptr<measurement::internal::v1::MeasurementReadService::Stub> measurement;
};

}  // namespace sems::ieps
