#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace sems::db {
class Tx;
}

namespace sems::audit {

// A row of the table `lease`: which replica does a singleton's work. It saves work and keeps
// replicas apart; it is no lock: what must not happen twice is also guarded by a key.
// True when `holder` has it until `until`: it had it, nobody has, or the former holder let it
// lapse.
bool TakeLease(db::Tx& tx, std::string_view name, std::string_view holder, absl::Time now,
               absl::Time until);
void ReleaseLease(db::Tx& tx, std::string_view name, std::string_view holder, absl::Time now);

}  // namespace sems::audit
