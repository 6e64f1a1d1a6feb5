#pragma once

#include <string>
#include <string_view>

namespace sems::duty {

// 32 random bytes of the kernel, in the URL-safe alphabet: 43 characters.
std::string NewSecret();
std::string Sha256(std::string_view text);  // 32 bytes
std::string Hex(std::string_view bytes);

}  // namespace sems::duty
