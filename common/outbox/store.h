#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/outbox/dispatcher.h"

namespace sems::db {
class Tx;
}

namespace sems::outbox {

// How long whoever takes an event for delivery keeps others from it; a crash in between costs this
// much.
inline constexpr absl::Duration kTaken = absl::Seconds(10);

// An event for one target. `taken`: by the call that writes it, which delivers it itself after its
// commit; otherwise it is due at once.
struct NewEvent {
  Dispatcher::Stored stored;
  bool taken = true;
};

// Puts events into the outbox of the open transaction, in one statement.
void Store(db::Tx& tx, const std::vector<NewEvent>& events, absl::Time now);

}  // namespace sems::outbox
