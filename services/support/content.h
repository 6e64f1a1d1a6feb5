#pragma once

#include <string>
#include <string_view>

namespace sems::support {

// What the bytes are, by themselves: "application/pdf" (libmagic).
std::string SniffType(std::string_view bytes);
std::string Sha256(std::string_view bytes);  // 32 bytes

}  // namespace sems::support
