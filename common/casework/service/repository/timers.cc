#include "common/casework/service/repository/timers.h"

#include "absl/strings/str_cat.h"
#include "common/casework/service/repository/case_row.h"
#include "common/db/pool.h"
#include "common/db/tx.h"

namespace sems::casework::repository {
namespace {

constexpr int kBlockedCap = 10000;

}  // namespace

std::vector<StoredCase> TakeDue(db::Tx& tx, absl::CivilDay today, int limit) {
  std::vector<StoredCase> cases;
  for (const pqxx::row& row :
       tx.Exec(absl::StrCat("SELECT ", kCaseColumns,
                            " FROM case_file c WHERE c.next_timer_on <= $1::date"
                            " ORDER BY c.next_timer_on, c.case_id LIMIT $2::int"
                            " FOR UPDATE OF c SKIP LOCKED"),
               today, limit)) {
    cases.push_back(ReadCase(row));
  }
  return cases;
}

absl::StatusOr<TimerBacklog> LookAtBacklog(db::Pool& pool, absl::CivilDay today,
                                           absl::Time deadline) {
  TimerBacklog backlog;
  absl::Status status = pool.Once(deadline, [&](db::Tx& tx) {
    const pqxx::row row = tx.Exec(
        absl::StrCat("SELECT (SELECT count(*) FROM (SELECT FROM case_file WHERE blocked AND open "
                     "LIMIT ",
                     kBlockedCap,
                     ") AS waiting), (SELECT min(next_timer_on) FROM case_file WHERE next_timer_on "
                     "<= $1::date)"),
        today)[0];
    backlog.blocked = row[0].as<int64_t>();
    if (!row[1].is_null()) backlog.oldest_due = db::ToDay(row[1]);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return backlog;
}

}  // namespace sems::casework::repository
