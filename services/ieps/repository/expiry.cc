#include "services/ieps/repository/expiry.h"

#include "absl/time/clock.h"
#include "common/db/tx.h"
// Tx must be complete before the pool's FunctionRef<…(Tx&)> is.
#include "common/db/pool.h"

namespace sems::ieps {
namespace {

constexpr absl::Duration kTimeLimit = absl::Seconds(30);
// An expired draft says so for a day before it is forgotten.
constexpr absl::Duration kDraftMemory = absl::Hours(24);

}  // namespace

absl::Status RemoveExpired(db::Pool& pool, absl::Time now) {
  return pool.Run(db::TxMode::kReadWrite, absl::Now() + kTimeLimit, [&](db::Tx& tx) {
    tx.Exec("UPDATE export_file SET content = NULL WHERE expires_at <= $1 AND content IS NOT NULL",
            now);
    tx.Exec("DELETE FROM mapping_draft WHERE expires_at < $1", now - kDraftMemory);
    return absl::OkStatus();
  });
}

}  // namespace sems::ieps
