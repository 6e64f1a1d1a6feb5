#pragma once

#include <string_view>
#include <vector>

namespace sems::identity {

// The characters (code points) of valid UTF-8, as views of their bytes. What comes over gRPC as a
// string is valid.
inline std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> characters;
  size_t begin = 0;
  for (size_t at = 1; at <= text.size(); ++at) {
    const bool continues =
        at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    if (continues) continue;
    characters.push_back(text.substr(begin, at - begin));
    begin = at;
  }
  return characters;
}

}  // namespace sems::identity
