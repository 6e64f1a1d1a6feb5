#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "sems/common/v1/access.pb.h"

namespace sems::server {

// A method as the gate knows it, read from its descriptor once.
struct Method {
  std::string full_name;  // "sems.facility.v1.StackService/SaveStacks"
  common::v1::AccessRule rule;
  const google::protobuf::FieldDescriptor* site_field = nullptr;  // of the request
  const google::protobuf::FieldDescriptor* request_id = nullptr;  // of the request
  bool server_streaming = false;
  bool client_streaming = false;
};

// Reads the rules of every method of `service` into `methods`. FAILED_PRECONDITION when a method
// has none, or one that contradicts itself: nothing is allowed by omission.
absl::Status ReadAccessRules(const google::protobuf::ServiceDescriptor& service,
                             std::map<std::string, Method>& methods);

}  // namespace sems::server
