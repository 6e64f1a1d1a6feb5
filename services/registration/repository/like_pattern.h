#pragma once

#include <optional>
#include <string>

namespace sems::registration::repository {

// For ILIKE: the part anywhere, taken literally.
std::optional<std::string> LikePattern(const std::optional<std::string>& part);

}  // namespace sems::registration::repository
