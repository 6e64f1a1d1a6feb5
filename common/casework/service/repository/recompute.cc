#include "common/casework/service/repository/recompute.h"

#include "absl/strings/str_cat.h"
#include "common/casework/service/repository/case_row.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/values/civil.h"

namespace sems::casework::repository {
namespace {

constexpr int kCountCap = 10000;

}  // namespace

absl::Status PutInForce(db::Pool& pool, const std::string& edition, absl::Time deadline) {
  return pool.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) {
    tx.Exec(
        "INSERT INTO case_law_in_force (edition) VALUES ($1) ON CONFLICT (one_row) DO UPDATE SET "
        "edition = excluded.edition WHERE case_law_in_force.edition <> excluded.edition",
        edition);
    return absl::OkStatus();
  });
}

absl::StatusOr<EditionsInUse> ListEditions(db::Pool& pool, absl::Time deadline) {
  EditionsInUse editions;
  absl::Status status = pool.Once(deadline, [&](db::Tx& tx) {
    // From one edition to the next along the index, however many cases have the same.
    const pqxx::result rows = tx.Exec(
        R"(WITH RECURSIVE used (edition) AS (
             (SELECT computed_under FROM case_file WHERE computed_under IS NOT NULL ORDER BY computed_under LIMIT 1)
             UNION ALL
             SELECT (SELECT computed_under FROM case_file WHERE computed_under > used.edition
                     ORDER BY computed_under LIMIT 1)
             FROM used WHERE used.edition IS NOT NULL)
           SELECT edition, FALSE AS in_force FROM used WHERE edition IS NOT NULL
           UNION ALL SELECT edition, TRUE FROM case_law_in_force)");
    editions = EditionsInUse();
    for (const pqxx::row& row : rows) {
      if (row[1].as<bool>()) {
        editions.in_force = db::ToText(row[0]);
      } else {
        editions.of_cases.push_back(db::ToText(row[0]));
      }
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return editions;
}

std::vector<StoredCase> TakeComputedUnder(db::Tx& tx, const std::string& edition, int limit) {
  std::vector<StoredCase> cases;
  for (const pqxx::row& row :
       tx.Exec(absl::StrCat("SELECT ", kCaseColumns,
                            " FROM case_file c WHERE c.computed_under = $1"
                            " ORDER BY c.next_timer_on, c.case_id LIMIT $2::int"
                            " FOR UPDATE OF c SKIP LOCKED"),
               edition, limit)) {
    cases.push_back(ReadCase(row));
  }
  return cases;
}

void UpdateDays(db::Tx& tx, const std::vector<DaysUpdate>& updates) {
  if (updates.empty()) return;
  std::vector<std::string> ids, open, due, clocks, blocked, waits;
  std::vector<std::optional<std::string>> timers, editions;
  for (const DaysUpdate& update : updates) {
    const Days& days = update.days;
    ids.push_back(update.case_id);
    open.push_back(days.open ? "t" : "f");
    due.push_back(days.next_due_on ? FormatDay(*days.next_due_on) : "infinity");
    clocks.push_back(days.next_clock);
    timers.push_back(days.next_timer_on ? std::optional(FormatDay(*days.next_timer_on))
                                        : std::nullopt);
    blocked.push_back(days.blocked ? "t" : "f");
    waits.push_back(db::TextArray(days.waits_for).literal);
    editions.push_back(days.computed_under);
  }
  tx.Exec(
      R"(UPDATE case_file c SET open = u.open, next_due_on = u.next_due_on, next_clock = u.next_clock,
           next_timer_on = u.next_timer_on, blocked = u.blocked, waits_for = u.waits_for::text[],
           computed_under = u.computed_under
         FROM unnest($1::uuid[], $2::boolean[], $3::date[], $4::text[], $5::date[], $6::boolean[], $7::text[],
                     $8::text[])
           AS u (case_id, open, next_due_on, next_clock, next_timer_on, blocked, waits_for, computed_under)
         WHERE c.case_id = u.case_id)",
      db::TextArray(ids), db::TextArray(open), db::TextArray(due), db::TextArray(clocks),
      db::TextArray(timers), db::TextArray(blocked), db::TextArray(waits), db::TextArray(editions));
}

void MarkComputedUnder(db::Tx& tx, const std::vector<std::string>& ids,
                       const std::string& edition) {
  if (ids.empty()) return;
  tx.Exec("UPDATE case_file SET computed_under = $2 WHERE case_id = ANY ($1::uuid[])",
          db::TextArray(ids), edition);
}

absl::StatusOr<int64_t> CountComputedUnder(db::Pool& pool, const std::string& edition,
                                           absl::Time deadline) {
  int64_t count = 0;
  absl::Status status = pool.Once(deadline, [&](db::Tx& tx) {
    count = tx.Exec(absl::StrCat("SELECT count(*) FROM (SELECT FROM case_file WHERE "
                                 "computed_under = $1 LIMIT ",
                                 kCountCap, ") AS found"),
                    edition)[0][0]
                .as<int64_t>();
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return count;
}

}  // namespace sems::casework::repository
