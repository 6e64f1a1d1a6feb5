#pragma once

namespace sems::server {
class Peers;
}

namespace sems::registration {

// What the handlers work with besides the call.
struct Deps {
  server::Peers* peers = nullptr;
};

}  // namespace sems::registration
