#pragma once

#include <string>
#include <vector>

namespace sems::server {
class Peers;
}

namespace sems::registration {

// What the handlers work with besides the call.
struct Deps {
  server::Peers* peers = nullptr;
  // Services that are told of each change of a site.
  std::vector<std::string> site_keepers;
};

}  // namespace sems::registration
