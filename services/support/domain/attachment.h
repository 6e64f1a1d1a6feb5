#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sems::support {

inline constexpr size_t kMaxFileNameCharacters = 200;

// A file name as it is kept: what follows the last slash or backslash, without control characters;
// nothing when that leaves no name, a name of dots, or one of more than 200 characters.
std::optional<std::string> CleanFileName(std::string_view given);

// Whether files of that content are taken: documents, drawings and pictures as offices exchange
// them, never a program or a page that a browser would run.
bool IsAllowedType(std::string_view media_type);
const std::vector<std::string>& AllowedTypes();

}  // namespace sems::support
