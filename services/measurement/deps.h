#pragma once

#include <memory>

#include "sems/facility/internal/v1/inventory.grpc.pb.h"

namespace sems::measurement {

// What the handlers work with beside the call.
struct Deps {
  // Stacks, by survey year.
  std::unique_ptr<facility::internal::v1::InventoryService::Stub> inventory;
};

}  // namespace sems::measurement
