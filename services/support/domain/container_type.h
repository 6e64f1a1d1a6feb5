#pragma once

#include <string>
#include <string_view>

namespace sems::support {

// What a container holds, where its outer form (a zip archive, a compound file) does not tell:
// 한글 documents, and Office documents whatever the order of their parts. `media_type` as found by
// the outer form; it comes back unchanged when nothing more is known.
std::string TypeWithin(std::string_view media_type, std::string_view bytes);

}  // namespace sems::support
