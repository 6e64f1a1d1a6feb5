#include "common/outbox/store.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/db/tx.h"

namespace sems::outbox {

void Store(db::Tx& tx, const std::vector<NewEvent>& events, absl::Time now) {
  if (events.empty()) return;
  std::vector<std::string> subjects, ids, targets, topics, payloads;
  std::vector<int64_t> versions;
  std::vector<int> taken;
  for (const NewEvent& event : events) {
    subjects.push_back(event.stored.event.site_id);
    versions.push_back(event.stored.version);
    ids.push_back(event.stored.event.event_id);
    targets.push_back(event.stored.event.target);
    topics.push_back(event.stored.event.topic);
    payloads.push_back(absl::StrCat("\\x", absl::BytesToHexString(event.stored.event.payload)));
    taken.push_back(event.taken);
  }
  tx.Exec(
      R"(INSERT INTO outbox (site_id, version, event_id, target, topic, payload, created_at, next_attempt_at)
         SELECT e.site_id, e.version, e.event_id, e.target, e.topic, e.payload, $8::timestamptz,
                CASE WHEN e.taken THEN $9::timestamptz ELSE $8::timestamptz END
         FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::boolean[])
              AS e(site_id, version, event_id, target, topic, payload, taken))",
      db::TextArray(subjects), db::IntArray(versions), db::TextArray(ids), db::TextArray(targets),
      db::TextArray(topics), db::TextArray(payloads), db::IntArray(taken), now, now + kTaken);
}

}  // namespace sems::outbox
