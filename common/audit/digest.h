#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace sems::audit {

// SHA-256 of the parts one after the other; 32 bytes.
std::string Sha256(std::initializer_list<std::string_view> parts);

}  // namespace sems::audit
