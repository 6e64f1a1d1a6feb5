#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace sems::identity {

// Districts as a caller names them: in force today, none twice, at most 300; sorted.
std::vector<std::string> ReadDistricts(const google::protobuf::RepeatedPtrField<std::string>& codes,
                                       absl::CivilDay today, FieldErrors& errors);

// Statutory roles for a partner system: ids, none twice, at most 50; sorted.
std::vector<std::string> ReadStatutoryRoles(
    const google::protobuf::RepeatedPtrField<std::string>& roles, FieldErrors& errors);

}  // namespace sems::identity
