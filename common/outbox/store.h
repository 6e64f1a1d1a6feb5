#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace sems::db {
class Tx;
}

namespace sems::outbox {

// How long whoever takes an event for delivery keeps others from it; a crash in between costs this
// much.
inline constexpr absl::Duration kTaken = absl::Seconds(10);

// Puts an event for each target into the outbox of the open transaction, taken by the call that
// writes it, which delivers it after its commit.
void Store(db::Tx& tx, const std::string& site_id, int64_t version, const std::string& event_id,
           const std::string& topic, const std::vector<std::string>& targets,
           const std::string& payload, absl::Time now);

}  // namespace sems::outbox
