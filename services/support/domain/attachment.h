#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sems::support {

inline constexpr size_t kMaxFileNameCharacters = 200;

// A file name as it is kept: what follows the last slash or backslash, without control characters
// and those that turn the reading direction (behind which "fdp.exe" reads "exe.pdf"); nothing when
// that leaves no name, a name of dots, or one of more than 200 characters.
std::optional<std::string> CleanFileName(std::string_view given);

// Whether files of that content are taken: documents, drawings and pictures as offices exchange
// them, never a program or a page that a browser would run.
bool IsAllowedType(std::string_view media_type);

// Whether the name's extension is one of that content: a page that passes for text is no .html
// here, and what a program at the other end does by the name is what the content is.
bool ExtensionFits(std::string_view file_name, std::string_view media_type);

}  // namespace sems::support
