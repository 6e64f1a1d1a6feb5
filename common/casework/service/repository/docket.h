#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/service/sight.h"
#include "common/casework/service/stored_case.h"

namespace sems::db {
class Tx;
}

// Lists of cases by due day. A page is read from the front of one index for each district, site or
// office in sight, and merged: its cost does not grow with the number of cases.
namespace sems::casework::repository {

struct DocketQuery {
  std::string procedure;
  std::string machine;
  std::string state;
  std::string site_id;
  std::string organisation_id;
  std::vector<std::string> districts;      // within the caller's; empty: all
  std::vector<std::string> all_districts;  // every code there is, to go through
  std::optional<absl::CivilDay> due_until;
  bool blocked_only = false;
  bool closed = false;
  // Only what is decided by one of these (SidesOfLaw::DecidedByWith); absent: all.
  std::optional<std::vector<std::string>> decided_by;
};

struct DocketCursor {
  std::string next_due_on;  // "infinity" for those without a day
  std::string case_id;
};

struct DocketPage {
  std::vector<DocketLine> lines;
  std::vector<DocketCursor> cursors;  // of each line
};
DocketPage ListDocket(const Sight& sight, db::Tx& tx, const DocketQuery& query,
                      const std::optional<DocketCursor>& after, int limit);

inline constexpr int kCountCap = 10000;
struct DocketCounts {
  int open = 0;
  int overdue = 0;
  int due_in_7_days = 0;
  int blocked = 0;
};
// Each at most kCountCap + 1.
DocketCounts CountDocket(const Sight& sight, db::Tx& tx, const DocketQuery& query,
                         absl::CivilDay today);

}  // namespace sems::casework::repository
