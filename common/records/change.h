#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"

namespace sems::records {

// What saving a line does to what is stored.
enum class Change {
  kInsert,
  kUpdate,
  kUnchanged,  // equals what is stored, or asks to remove what is not there
  kRemove,
  kEtagMismatch,  // refused: somebody would be overwritten who was not read
};

// `stored_version` is 0 where no record is stored; `etag` as ParseEtag gives it; `same` says that
// the line equals the stored record. Concurrent edits never overwrite silently: a record that
// exists is changed only by one who names the version that he read, and a line without an etag is
// taken for a first entry.
Change DecideChange(std::int64_t stored_version, std::int64_t etag, bool same, bool remove);

// How an entry stands against the deadline. Late is a matter of the first entry: a correction after
// the deadline is shown as corrected and does not make a record late that was entered in time.
struct Marks {
  bool late = false;
  bool corrected = false;
};
Marks MarkFirstEntry(absl::CivilDay entered_on, absl::CivilDay due_on);
Marks MarkChange(Marks before, absl::CivilDay changed_on, absl::CivilDay due_on);

}  // namespace sems::records
