#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/paging/page.h"
#include "common/server/call.h"
#include "sems/casework/v1/case.pb.h"

namespace sems::casework {

struct HistoryPage {
  std::vector<v1::CaseEvent> events;
  std::string next_page_token;
};
// Oldest first.
absl::StatusOr<HistoryPage> ReadHistory(Casework& casework, server::Call& call, db::Tx& tx,
                                        const std::string& case_id, const paging::Page& page);

}  // namespace sems::casework
