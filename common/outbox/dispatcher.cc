#include "common/outbox/dispatcher.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/log/log.h"

namespace sems::outbox {
namespace {

constexpr absl::Duration kPollEvery = absl::Seconds(1);
constexpr absl::Duration kFirstRetry = absl::Milliseconds(500);
constexpr absl::Duration kLongestRetry = absl::Seconds(30);
// How long a replica that took an event keeps others from it; a crash in between costs this much.
constexpr absl::Duration kTaken = absl::Seconds(10);
constexpr int kSitesARound = 100;

struct Pending {
  Dispatcher::Event event;
  int64_t version = 0;
  int attempts = 0;
};

// The sites with something due; an explicit site counts whether due or not.
std::vector<std::string> DueSites(db::Tx& tx, absl::Time now) {
  std::vector<std::string> sites;
  for (const pqxx::row& row :
       tx.Exec("SELECT DISTINCT site_id FROM outbox WHERE next_attempt_at <= $1 LIMIT $2", now,
               kSitesARound)) {
    sites.push_back(db::ToText(row[0]));
  }
  return sites;
}

// Takes the first event of each target of a site, so that none overtakes another.
std::vector<Pending> Take(db::Tx& tx, const std::string& site_id, absl::Time now, bool due_or_not) {
  std::vector<Pending> taken;
  std::set<std::string> targets;
  const pqxx::result rows = tx.Exec(
      R"(SELECT version, event_id, target, topic, payload, attempts, next_attempt_at <= $2 AS due
         FROM outbox WHERE site_id = $1::uuid ORDER BY target, version, event_id FOR UPDATE SKIP LOCKED)",
      site_id, now);
  for (const pqxx::row& row : rows) {
    const std::string target = db::ToText(row["target"]);
    if (!targets.insert(target).second) continue;
    if (!row["due"].as<bool>() && !(due_or_not && row["attempts"].as<int>() == 0)) continue;
    Pending pending;
    pending.event = {site_id, db::ToText(row["event_id"]), db::ToText(row["topic"]), target,
                     db::ToBytes(row["payload"])};
    pending.version = row["version"].as<int64_t>();
    pending.attempts = row["attempts"].as<int>();
    tx.Exec(
        R"(UPDATE outbox SET attempts = $5, next_attempt_at = $6
           WHERE site_id = $1::uuid AND target = $2 AND version = $3 AND event_id = $4::uuid)",
        site_id, target, pending.version, pending.event.event_id, pending.attempts + 1,
        now + kTaken);
    taken.push_back(std::move(pending));
  }
  return taken;
}

void Delivered(db::Tx& tx, const Pending& pending) {
  tx.Exec(
      "DELETE FROM outbox WHERE site_id = $1::uuid AND target = $2 AND version = $3 AND event_id = "
      "$4::uuid",
      pending.event.site_id, pending.event.target, pending.version, pending.event.event_id);
}

void Failed(db::Tx& tx, const Pending& pending, absl::Time now) {
  const absl::Duration wait =
      std::min(kLongestRetry, kFirstRetry * (1 << std::min(pending.attempts, 10)));
  tx.Exec(
      R"(UPDATE outbox SET next_attempt_at = $5
         WHERE site_id = $1::uuid AND target = $2 AND version = $3 AND event_id = $4::uuid)",
      pending.event.site_id, pending.event.target, pending.version, pending.event.event_id,
      now + wait);
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
}

void Dispatcher::Kick() {
  absl::MutexLock lock(&mutex_);
  kicked_ = true;
}

void Dispatcher::Push(const std::string& site_id, absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (absl::Now() < deadline && DeliverSite(site_id, true, deadline) > 0) {
  }
  Kick();
}

int Dispatcher::DeliverSite(const std::string& site_id, bool due_or_not, absl::Time deadline) {
  std::vector<Pending> taken;
  absl::Status status = pool_.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) {
    taken = Take(tx, site_id, absl::Now(), due_or_not);
    return absl::OkStatus();
  });
  if (!status.ok()) return 0;
  int delivered = 0;
  for (const Pending& pending : taken) {
    const auto sender = senders_.find(pending.event.topic);
    const absl::Status sent =
        sender == senders_.end()
            ? absl::InternalError(absl::StrCat("no sender for topic ", pending.event.topic))
            : sender->second(pending.event);
    if (!sent.ok()) {
      log::Warning("outbox_delivery_failed", {{"target", pending.event.target},
                                              {"site_id", site_id},
                                              {"code", absl::StatusCodeToString(sent.code())},
                                              {"attempts", absl::StrCat(pending.attempts + 1)}});
    }
    status = pool_.Run(db::TxMode::kReadWrite, absl::Now() + absl::Seconds(5), [&](db::Tx& tx) {
      if (sent.ok()) {
        Delivered(tx, pending);
      } else {
        Failed(tx, pending, absl::Now());
      }
      return absl::OkStatus();
    });
    if (sent.ok() && status.ok()) ++delivered;
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
    std::vector<std::string> sites;
    pool_
        .Run(db::TxMode::kReadOnly, absl::Now() + absl::Seconds(5),
             [&](db::Tx& tx) {
               sites = DueSites(tx, absl::Now());
               return absl::OkStatus();
             })
        .IgnoreError();
    for (const std::string& site : sites) {
      while (DeliverSite(site, false, absl::Now() + absl::Seconds(5)) > 0) {
        absl::MutexLock lock(&mutex_);
        if (stop_) return;
      }
    }
  }
}

}  // namespace sems::outbox
