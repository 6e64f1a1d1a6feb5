#include "services/identity/service_fixture.h"

#include "google/rpc/error_details.pb.h"

namespace sems::identity {

std::string Violations(const absl::Status& status) {
  const google::rpc::Status sent = ToRpcStatus(status);
  std::string all;
  for (const auto& any : sent.details()) {
    google::rpc::BadRequest bad;
    if (!any.UnpackTo(&bad)) continue;
    for (const auto& violation : bad.field_violations()) {
      if (!all.empty()) all += ", ";
      all += violation.field() + " " + violation.reason();
    }
  }
  return all;
}

}  // namespace sems::identity
