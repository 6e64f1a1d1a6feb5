#pragma once

#include <string>
#include <vector>

namespace sems::server {

// Every service of the system, by name, hosted here or elsewhere: the list of
// scripts/cmake/ServiceList.cmake.
const std::vector<std::string>& ServiceNames();

}  // namespace sems::server
