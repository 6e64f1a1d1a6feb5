#pragma once

#include <string>

namespace sems::testing {

// A directory for one harness, with a name short enough for the sockets in it (107 bytes). What a
// program that was killed has left is taken away by the next that makes one.
std::string MakeHarnessDirectory(const std::string& parent = "/tmp");
void RemoveHarnessDirectory(const std::string& path);

}  // namespace sems::testing
