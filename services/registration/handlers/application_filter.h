#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "sems/registration/v1/application.pb.h"
#include "services/registration/domain/application.h"

namespace sems::registration::handlers {

// Reads a filter; adds what is wrong with it below "filter.". States stay empty when none are
// named.
ApplicationFilter ReadFilter(const v1::ApplicationFilter& filter, absl::CivilDay today,
                             FieldErrors& errors);

// Pieces that lists of sites share.
std::optional<std::string> ReadNumberFilter(std::string_view field, const std::string& stated,
                                            FieldErrors& errors);
std::optional<std::vector<std::string>> ReadDistrictFilter(std::string_view field,
                                                           const std::string& stated,
                                                           absl::CivilDay today,
                                                           FieldErrors& errors);
std::optional<std::string> ReadTextFilter(std::string_view field, const std::string& stated,
                                          FieldErrors& errors);

}  // namespace sems::registration::handlers
