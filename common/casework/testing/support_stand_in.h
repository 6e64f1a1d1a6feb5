#pragma once

#include <memory>

#include "common/testing/harness.h"

namespace sems::casework::testing {

// Answers for support where it is not hosted: has every file that is asked for.
class SupportStandIn {
 public:
  explicit SupportStandIn(sems::testing::Harness& harness);
  ~SupportStandIn();

 private:
  class Service;
  std::unique_ptr<Service> service_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace sems::casework::testing
