#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/repository/docket.h"
#include "common/paging/page.h"
#include "common/server/call.h"
#include "sems/casework/v1/case.pb.h"

// An office's docket, a party's list: cases in sight by due day.
namespace sems::casework {

// As it was asked for.
struct DocketFilter {
  std::string procedure, machine, state, site_id, organisation_id, district_code, due_until;
  bool blocked_only = false;
  bool closed = false;
  bool for_my_decision = false;
};
// PERMISSION_DENIED for a district outside the caller's.
absl::StatusOr<repository::DocketQuery> ReadQuery(const Casework& casework, server::Call& call,
                                                  const DocketFilter& filter);

struct DocketPage {
  std::vector<v1::CaseSummary> cases;
  std::string next_page_token;
};
DocketPage ReadDocket(const Casework& casework, server::Call& call, db::Tx& tx,
                      const repository::DocketQuery& query, const paging::Page& page);

struct CappedCounts {
  repository::DocketCounts counts;
  bool capped = false;
};
CappedCounts CountCases(const Casework& casework, server::Call& call, db::Tx& tx,
                        const repository::DocketQuery& query);

}  // namespace sems::casework
