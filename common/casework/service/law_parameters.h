#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/casework/law.h"
#include "common/casework/service/repository/parameters.h"
#include "common/server/call.h"
#include "sems/casework/v1/procedure.pb.h"

// Numbers that the sources leave open, shown and set.
namespace sems::casework {

struct ParameterView {
  const ParameterRule* rule = nullptr;
  std::optional<repository::ParameterVersion> version;  // the last one; none: never set
};
std::vector<ParameterView> ViewParameters(const Law& law, db::Tx& tx);

struct NewParameter {
  const ParameterRule* rule = nullptr;
  repository::ParameterVersion version;
  std::string etag;
};
// NOT_FOUND; `period`: null unsets it.
absl::StatusOr<NewParameter> ReadNewParameter(const Law& law, server::Call& call,
                                              const std::string& id, const v1::Period* period,
                                              const std::string& effective_from,
                                              const std::string& legal_basis,
                                              const std::string& etag);
absl::StatusOr<ParameterView> StoreParameter(server::Call& call, server::UnitOfWork& work,
                                             const NewParameter& parameter);

}  // namespace sems::casework
