#include "common/outbox/dispatcher.h"

#include <algorithm>
#include <set>
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
constexpr size_t kSitesARound = 100;

struct Pending {
  Dispatcher::Stored stored;
  int attempts = 0;
};

// Those with an event that nothing older holds back, so that many that wait for an absent target
// leave room for the others.
std::vector<std::string> DueSites(db::Tx& tx, absl::Time now) {
  std::vector<std::string> sites;
  for (const pqxx::row& row : tx.Exec(R"(SELECT DISTINCT o.site_id FROM outbox o
                  WHERE o.next_attempt_at <= $1 AND NOT EXISTS (
                        SELECT FROM outbox e
                        WHERE e.site_id = o.site_id AND e.target = o.target
                              AND (e.version, e.event_id) < (o.version, o.event_id))
                  LIMIT $2)",
                                      now, static_cast<int>(kSitesARound))) {
    sites.push_back(db::ToText(row[0]));
  }
  return sites;
}

// Takes the first event of each target of a site, if it is due, so that none overtakes another.
std::vector<Pending> Take(db::Tx& tx, const std::string& site_id, absl::Time now) {
  std::vector<Pending> taken;
  std::set<std::string> targets;
  const pqxx::result rows = tx.Exec(
      R"(SELECT version, event_id, target, topic, payload, attempts, next_attempt_at <= $2 AS due
         FROM outbox WHERE site_id = $1::uuid
         ORDER BY target, version, event_id FOR UPDATE SKIP LOCKED)",
      site_id, now);
  for (const pqxx::row& row : rows) {
    const std::string target = db::ToText(row["target"]);
    if (!targets.insert(target).second || !row["due"].as<bool>()) continue;
    Pending pending;
    pending.stored.event = {site_id, db::ToText(row["event_id"]), db::ToText(row["topic"]), target,
                            db::ToBytes(row["payload"])};
    pending.stored.version = row["version"].as<int64_t>();
    pending.attempts = row["attempts"].as<int>();
    tx.Exec(
        R"(UPDATE outbox SET attempts = $5, next_attempt_at = $6
           WHERE site_id = $1::uuid AND target = $2 AND version = $3 AND event_id = $4::uuid)",
        site_id, target, pending.stored.version, pending.stored.event.event_id,
        pending.attempts + 1, now + kTaken);
    taken.push_back(std::move(pending));
  }
  return taken;
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

void TryAgainAt(db::Tx& tx, const std::vector<Dispatcher::Stored>& events, absl::Time at) {
  const Keys keys(events);
  tx.Exec(
      R"(UPDATE outbox o SET next_attempt_at = $5
         FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[]) AS k(site_id, target, version, event_id)
         WHERE o.site_id = k.site_id AND o.target = k.target AND o.version = k.version
               AND o.event_id = k.event_id)",
      db::TextArray(keys.sites), db::TextArray(keys.targets), db::IntArray(keys.versions),
      db::TextArray(keys.ids), at);
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
        // One failure is enough to know that the target is away for now.
        away = away || absl::Now() >= until || !Send(stored->event).ok();
        absl::MutexLock lock(&mutex_);
        (away ? undelivered_ : delivered_).push_back(*stored);
        kicked_ = kicked_ || away;
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
             if (!undelivered.empty()) TryAgainAt(tx, undelivered, absl::Now() + kFirstRetry);
             return absl::OkStatus();
           })
      .IgnoreError();
}

int Dispatcher::DeliverSite(const std::string& site_id, absl::Time deadline) {
  std::vector<Pending> taken;
  const absl::Status status = pool_.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) {
    taken = Take(tx, site_id, absl::Now());
    return absl::OkStatus();
  });
  if (!status.ok()) return 0;
  int delivered = 0;
  for (const Pending& pending : taken) {
    const bool sent = Send(pending.stored.event).ok();
    const absl::Duration wait =
        std::min(kLongestRetry, kFirstRetry * (1 << std::min(pending.attempts, 10)));
    const absl::Status settled =
        pool_.Run(db::TxMode::kReadWrite, absl::Now() + absl::Seconds(5), [&](db::Tx& tx) {
          if (sent) {
            Remove(tx, {pending.stored});
          } else {
            TryAgainAt(tx, {pending.stored}, absl::Now() + wait);
          }
          return absl::OkStatus();
        });
    if (sent && settled.ok()) ++delivered;
  }
  return delivered;
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
    Settle();
    std::vector<std::string> sites;
    pool_
        .Run(db::TxMode::kReadOnly, absl::Now() + absl::Seconds(5),
             [&](db::Tx& tx) {
               sites = DueSites(tx, absl::Now());
               return absl::OkStatus();
             })
        .IgnoreError();
    if (sites.size() == kSitesARound) {
      absl::MutexLock lock(&mutex_);
      kicked_ = true;  // there are more
    }
    for (const std::string& site : sites) {
      while (DeliverSite(site, absl::Now() + absl::Seconds(5)) > 0) {
        absl::MutexLock lock(&mutex_);
        if (stop_) return;
      }
    }
  }
}

}  // namespace sems::outbox
