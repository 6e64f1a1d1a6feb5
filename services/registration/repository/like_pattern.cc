#include "services/registration/repository/like_pattern.h"

namespace sems::registration::repository {

std::optional<std::string> LikePattern(const std::optional<std::string>& part) {
  if (!part.has_value()) return std::nullopt;
  std::string pattern = "%";
  for (char c : *part) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace sems::registration::repository
