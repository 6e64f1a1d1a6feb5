#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "common/server/call.h"

// What a change of a case leaves behind beside the case: rows of the audit trail, the news for the
// calendar of duties.
namespace sems::casework {

// One for each entry, in the case's own stream: what happened, without a word of what people wrote.
std::vector<server::AuditEntry> AuditOf(const std::string& case_id,
                                        const std::vector<Entry>& entries);

// Takes an entry into the case, as its next one.
void Take(const Engine& engine, CaseFile& file, Entry& entry, absl::Time now,
          const std::string& account_id);

// Rings every timer that is due and that nothing holds up, and takes it into the case; adds the
// entries. At most kMostRings at once: who slept through more is looked at again.
inline constexpr int kMostRings = 200;
void RingDue(const Engine& engine, CaseFile& file, absl::CivilDay today, absl::Time now,
             std::vector<Entry>& entries);

}  // namespace sems::casework
