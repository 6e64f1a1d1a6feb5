#pragma once

#include "common/casework/engine.h"

namespace sems::casework {

// An entry of somebody's, before it is known what it says.
inline Entry NewEntry(EntryKind kind, const CaseFile& file, const Actor& actor,
                      absl::CivilDay today) {
  Entry entry;
  entry.kind = kind;
  entry.sequence = file.sequence + 1;
  entry.recorded_on = today;
  entry.account_id = actor.account_id;
  entry.by_party = actor.party && !actor.authority;
  entry.input.occurred_on = today;
  entry.from_state = entry.to_state = file.state;
  return entry;
}

}  // namespace sems::casework
