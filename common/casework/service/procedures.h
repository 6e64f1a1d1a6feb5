#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/paging/page.h"
#include "google/protobuf/map.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "sems/casework/v1/clock.pb.h"
#include "sems/casework/v1/procedure.pb.h"

// What the law says, without a case.
namespace sems::casework {

struct ProcedurePage {
  std::vector<const Procedure*> procedures;
  std::string next_page_token;
  int total = 0;
};
// In the order of the law.
absl::StatusOr<ProcedurePage> FindProcedures(const Law& law, v1::ProcedureKind kind,
                                             const std::string& name_contains,
                                             const absl::StatusOr<paging::Page>& page);

// NOT_FOUND.
absl::StatusOr<const Procedure*> FindProcedure(const Law& law, const std::string& id);

absl::StatusOr<std::vector<PreviewedDeadline>> Preview(
    const Casework& casework, const Procedure& procedure,
    const google::protobuf::Map<std::string, std::string>& dates,
    const google::protobuf::RepeatedPtrField<v1::DateStop>& stops,
    const google::protobuf::RepeatedPtrField<v1::Period>& extensions, const v1::Period* set_period);

}  // namespace sems::casework
