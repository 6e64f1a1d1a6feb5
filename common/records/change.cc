#include "common/records/change.h"

#include "common/calendar/closing_dates.h"
#include "common/records/etag.h"

namespace sems::records {

Change DecideChange(std::int64_t stored_version, std::int64_t etag, bool same, bool remove) {
  const bool exists = stored_version != 0;
  if (remove) {
    if (!exists) return Change::kUnchanged;
    return etag == stored_version ? Change::kRemove : Change::kEtagMismatch;
  }
  if (!exists) return etag == kNoEtag ? Change::kInsert : Change::kEtagMismatch;
  if (etag != kNoEtag && etag != stored_version) return Change::kEtagMismatch;
  if (same) return Change::kUnchanged;
  return etag == kNoEtag ? Change::kEtagMismatch : Change::kUpdate;
}

Marks MarkFirstEntry(absl::CivilDay entered_on, absl::CivilDay due_on) {
  return {.late = calendar::IsLate(entered_on, due_on), .corrected = false};
}

Marks MarkChange(Marks before, absl::CivilDay changed_on, absl::CivilDay due_on) {
  return {.late = before.late,
          .corrected = before.corrected || calendar::IsLate(changed_on, due_on)};
}

}  // namespace sems::records
