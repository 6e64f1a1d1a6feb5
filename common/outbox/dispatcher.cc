#include "common/outbox/dispatcher.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/outbox/store.h"

namespace sems::outbox {
namespace {

constexpr absl::Duration kPollEvery = absl::Seconds(1);
constexpr absl::Duration kFirstRetry = absl::Milliseconds(500);
constexpr absl::Duration kLongestRetry = absl::Seconds(30);
constexpr int kRound = 100;
constexpr absl::Duration kRoundTime = absl::Seconds(5);  // less than kTaken

// Takes what is due and has nothing older before it, for its subject and target, so that none
// overtakes another and many that wait for an absent target leave room for the others.
std::vector<Dispatcher::Stored> Take(db::Tx& tx, absl::Time now) {
  std::vector<Dispatcher::Stored> taken;
  for (const pqxx::row& row : tx.Exec(
           R"(UPDATE outbox o SET attempts = attempts + 1, next_attempt_at = $3
              FROM (SELECT site_id, target, version, event_id FROM outbox d
                    WHERE d.next_attempt_at <= $1 AND NOT EXISTS (
                        SELECT FROM outbox e
                        WHERE e.site_id = d.site_id AND e.target = d.target
                              AND (e.version, e.event_id) < (d.version, d.event_id))
                    ORDER BY d.next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS first
              WHERE o.site_id = first.site_id AND o.target = first.target AND o.version = first.version
                    AND o.event_id = first.event_id
              RETURNING o.site_id, o.event_id, o.topic, o.target, o.payload, o.version)",
           now, kRound, now + kTaken)) {
    taken.push_back(
        {{db::ToText(row["site_id"]), db::ToText(row["event_id"]), db::ToText(row["topic"]),
          db::ToText(row["target"]), db::ToBytes(row["payload"])},
         row["version"].as<int64_t>()});
  }
  return taken;
}

// Whether nothing else will get through to a target that has answered so.
bool IsAway(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

// The key columns of some events, as array parameters.
struct Keys {
  explicit Keys(const std::vector<Dispatcher::Stored>& events) {
    for (const Dispatcher::Stored& stored : events) {
      sites.push_back(stored.event.site_id);
      targets.push_back(stored.event.target);
      versions.push_back(stored.version);
      ids.push_back(stored.event.event_id);
    }
  }
  std::vector<std::string> sites, targets, ids;
  std::vector<int64_t> versions;
};

void Remove(db::Tx& tx, const std::vector<Dispatcher::Stored>& events) {
  const Keys keys(events);
  tx.Exec(
      R"(DELETE FROM outbox o
         USING unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[]) AS k(site_id, target, version, event_id)
         WHERE o.site_id = k.site_id AND o.target = k.target AND o.version = k.version
               AND o.event_id = k.event_id)",
      db::TextArray(keys.sites), db::TextArray(keys.targets), db::IntArray(keys.versions),
      db::TextArray(keys.ids));
}

// Each after a wait that doubles with every time the background took it.
void TryAgain(db::Tx& tx, const std::vector<Dispatcher::Stored>& events, absl::Time now) {
  const Keys keys(events);
  tx.Exec(
      R"(UPDATE outbox o
         SET next_attempt_at = $5::timestamptz + make_interval(secs =>
               least($6::bigint * 2 ^ least(greatest(o.attempts - 1, 0), 10), $7::bigint) / 1000)
         FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[]) AS k(site_id, target, version, event_id)
         WHERE o.site_id = k.site_id AND o.target = k.target AND o.version = k.version
               AND o.event_id = k.event_id)",
      db::TextArray(keys.sites), db::TextArray(keys.targets), db::IntArray(keys.versions),
      db::TextArray(keys.ids), now, absl::ToInt64Milliseconds(kFirstRetry),
      absl::ToInt64Milliseconds(kLongestRetry));
}

}  // namespace

Dispatcher::Dispatcher(db::Pool& pool) : pool_(pool) {}
Dispatcher::~Dispatcher() { Stop(); }

void Dispatcher::SetSender(std::string topic, Sender sender) {
  senders_[std::move(topic)] = std::move(sender);
}

void Dispatcher::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Dispatcher::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
  Settle();
}

absl::Status Dispatcher::Send(const Event& event) {
  const auto sender = senders_.find(event.topic);
  const absl::Status sent = sender == senders_.end()
                                ? absl::InternalError("no sender for topic " + event.topic)
                                : sender->second(event);
  if (!sent.ok()) {
    log::Warning("outbox_delivery_failed", {{"target", event.target},
                                            {"site_id", event.site_id},
                                            {"code", absl::StatusCodeToString(sent.code())}});
  }
  return sent;
}

void Dispatcher::Deliver(const std::vector<Stored>& events, absl::Time until) {
  std::map<std::string, std::vector<const Stored*>> by_target;
  for (const Stored& stored : events) by_target[stored.event.target].push_back(&stored);
  std::vector<std::thread> threads;
  for (const auto& [target, its_events] : by_target) {
    threads.emplace_back([this, &its_events = its_events, until] {
      bool away = false;
      for (const Stored* stored : its_events) {
        absl::Status sent = absl::UnavailableError("away");
        if (!away && absl::Now() < until) sent = Send(stored->event);
        away = away || IsAway(sent);
        absl::MutexLock lock(&mutex_);
        (sent.ok() ? delivered_ : undelivered_).push_back(*stored);
        kicked_ = kicked_ || !sent.ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void Dispatcher::Settle() {
  std::vector<Stored> delivered, undelivered;
  {
    absl::MutexLock lock(&mutex_);
    delivered.swap(delivered_);
    undelivered.swap(undelivered_);
  }
  if (delivered.empty() && undelivered.empty()) return;
  // If this fails, the events are due again when their taking ends, and dropped as duplicates by
  // those who have them.
  pool_
      .Run(db::TxMode::kReadWrite, absl::Now() + absl::Seconds(5),
           [&](db::Tx& tx) {
             if (!delivered.empty()) Remove(tx, delivered);
             if (!undelivered.empty()) TryAgain(tx, undelivered, absl::Now());
             return absl::OkStatus();
           })
      .IgnoreError();
}

void Dispatcher::Loop() {
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      const auto wake = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stop_ || kicked_; };
      mutex_.AwaitWithTimeout(absl::Condition(&wake), kPollEvery);
      if (stop_) return;
      kicked_ = false;
    }
    bool more = true;
    while (more) {
      Settle();
      std::vector<Stored> due;
      const absl::Status taken =
          pool_.Run(db::TxMode::kReadWrite, absl::Now() + absl::Seconds(5), [&](db::Tx& tx) {
            due = Take(tx, absl::Now());
            return absl::OkStatus();
          });
      if (taken.ok()) Deliver(due, absl::Now() + kRoundTime);
      absl::MutexLock lock(&mutex_);
      if (stop_) return;
      more = taken.ok() && !due.empty();
    }
    Settle();
  }
}

}  // namespace sems::outbox
