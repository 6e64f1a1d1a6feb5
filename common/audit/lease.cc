#include "common/audit/lease.h"

#include "common/db/tx.h"

namespace sems::audit {

bool TakeLease(db::Tx& tx, std::string_view name, std::string_view holder, absl::Time now,
               absl::Time until) {
  return tx.Exec(R"(INSERT INTO lease AS l (name, holder, held_until) VALUES ($1, $2, $4)
                      ON CONFLICT (name) DO UPDATE SET holder = $2, held_until = $4
                      WHERE l.holder = $2 OR l.held_until <= $3)",
                 name, holder, now, until)
             .affected_rows() == 1;
}

void ReleaseLease(db::Tx& tx, std::string_view name, std::string_view holder, absl::Time now) {
  tx.Exec("UPDATE lease SET held_until = $3 WHERE name = $1 AND holder = $2", name, holder, now);
}

}  // namespace sems::audit
