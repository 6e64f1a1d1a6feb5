#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"

namespace sems::db {
class Tx;
}

// Nothing is decided or rung by days of yesterday's law: whoever holds a case locked first brings
// it up to date.
namespace sems::casework {

enum class Standing {
  kCurrent,     // computed under what is in force
  kUnchanged,   // it was not, and nothing comes of it
  kRecomputed,  // an entry says what has moved
  kLawGone,     // the law no longer knows it: left as it is
};

// For each of the cases, which the transaction holds locked; adds its new entry to its entries.
std::vector<Standing> BringUpToDate(Casework& casework, db::Tx& tx, std::span<StoredCase> cases,
                                    std::vector<std::vector<Entry>>& entries, absl::CivilDay today,
                                    absl::Time now);

}  // namespace sems::casework
