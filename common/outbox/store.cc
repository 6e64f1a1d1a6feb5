#include "common/outbox/store.h"

#include "common/db/tx.h"

namespace sems::outbox {

void Store(db::Tx& tx, const std::string& site_id, int64_t version, const std::string& event_id,
           const std::string& topic, const std::vector<std::string>& targets,
           const std::string& payload, absl::Time now) {
  tx.Exec(
      R"(INSERT INTO outbox (site_id, version, event_id, target, topic, payload, created_at, next_attempt_at)
         SELECT $1::uuid, $2::bigint, $3::uuid, target, $4, $5::bytea, $6::timestamptz, $8::timestamptz
         FROM unnest($7::text[]) AS target)",
      site_id, version, event_id, topic, db::Bytes{payload}, now, db::TextArray(targets),
      now + kTaken);
}

}  // namespace sems::outbox
