#pragma once

#include <string_view>

namespace sems {

// A file compiled into the program by sems_embed() (scripts/cmake/Embed.cmake).
struct EmbeddedFile {
  std::string_view name;  // without its directory
  std::string_view contents;
};

}  // namespace sems
