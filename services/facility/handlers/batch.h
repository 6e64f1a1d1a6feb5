#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/records/etag.h"
#include "common/server/call.h"
#include "sems/common/v1/batch.pb.h"
#include "services/facility/domain/fault.h"
#include "services/facility/repository/rows.h"

// What every batch of this service has in common.
namespace sems::facility::handlers {

inline Stamp StampOf(const server::Call& call) {
  const server::Caller& caller = call.caller();
  return {call.now(), caller.account_id.empty() ? caller.service : caller.account_id};
}

// JSON of the ids that a batch added and changed. Ids need no quoting.
template <class Facts>
std::string IdsAsJson(const std::vector<Row<Facts>>& added,
                      const std::vector<Row<Facts>>& changed) {
  auto list = [](const std::vector<Row<Facts>>& rows) {
    std::vector<std::string> ids;
    for (const Row<Facts>& row : rows) ids.push_back(absl::StrCat("\"", row.id, "\""));
    return absl::StrJoin(ids, ",");
  };
  return absl::StrCat("\"added\":[", list(added), "],\"changed\":[", list(changed), "]");
}

// Faults of a line that names an item: an id that is not there, the same one twice, a stale etag.
template <class Facts>
void CheckIdentity(const std::string& id, const std::string& etag, const Stored<Facts>* stored,
                   bool named_before, Faults& faults) {
  if (id.empty()) return;
  if (stored == nullptr) {
    AddFault(faults, "id", "UNKNOWN_ITEM", "There is no item of this id here.",
             "해당 식별자의 항목이 없습니다.");
  } else if (named_before) {
    AddFault(faults, "id", "DUPLICATE_LINE", "Another line of the batch has the same id.",
             "같은 식별자의 줄이 두 번 이상 있습니다.");
  } else if (etag.empty()) {
    AddFault(faults, "etag", "REQUIRED", "Must be the etag last read.",
             "마지막으로 조회한 etag를 입력해야 합니다.");
  } else if (records::ParseEtag(etag) != stored->version) {
    AddFault(faults, "etag", "ETAG_MISMATCH", "It was changed meanwhile; read it again.",
             "그 사이에 변경되었습니다. 다시 조회하십시오.");
  }
}

inline common::v1::BatchOutcome OutcomeOf(int good, int bad, bool allow_partial) {
  if (bad == 0) return common::v1::BATCH_OUTCOME_SAVED;
  if (good == 0 || !allow_partial) return common::v1::BATCH_OUTCOME_NOT_SAVED;
  return common::v1::BATCH_OUTCOME_PARTLY_SAVED;
}

}  // namespace sems::facility::handlers
