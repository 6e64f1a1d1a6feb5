#include "common/casework/service/timers.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/casework/service/days.h"
#include "common/casework/service/duty_news.h"
#include "common/casework/service/records.h"
#include "common/casework/service/repository/cases.h"
#include "common/casework/service/repository/parameters.h"
#include "common/casework/service/repository/timers.h"
#include "common/casework/service/up_to_date.h"
#include "common/config/config.h"
#include "common/log/log.h"
#include "common/server/gate.h"
#include "common/values/clock.h"
#include "prometheus/registry.h"

namespace sems::casework {
namespace {

// So few that a person who acts on one of its cases is not kept waiting.
constexpr int kBatch = 100;
// Batches at the same time when there are many: while one waits for the database, another computes.
constexpr int kWorkers = 2;
constexpr absl::Duration kBatchTime = absl::Seconds(30);
constexpr absl::Duration kCountEvery = absl::Seconds(10);

}  // namespace

Timers::Timers(Casework& casework, const server::ModuleDeps& deps)
    : casework_(casework),
      gate_(*deps.gate),
      pool_(*deps.pool),
      clock_(*deps.clock),
      look_every_(
          absl::Seconds(deps.config->GetInt(absl::StrCat(casework.service(), ".timer_seconds")))),
      raised_(prometheus::BuildCounter()
                  .Name("sems_case_timers_raised_total")
                  .Help("Events raised by the clocks of cases")
                  .Register(*deps.metrics)
                  .Add({{"service", casework.service()}})),
      blocked_(
          prometheus::BuildGauge()
              .Name("sems_case_timers_blocked")
              .Help("Open cases whose clock waits for a judgement or an unset value, at most 10000")
              .Register(*deps.metrics)
              .Add({{"service", casework.service()}})),
      oldest_(prometheus::BuildGauge()
                  .Name("sems_case_timers_oldest_due_seconds")
                  .Help("Since the day of the oldest timer that is due and not raised; 0: none")
                  .Register(*deps.metrics)
                  .Add({{"service", casework.service()}})) {}

Timers::~Timers() { Stop(); }

void Timers::Start() {
  if (look_every_ == absl::ZeroDuration()) return;
  thread_ = std::thread([this] { Loop(); });
}

void Timers::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

absl::StatusOr<TimerPass> Timers::RunBatch(int limit, absl::Time deadline) {
  const absl::Time now = clock_.Now();
  const absl::CivilDay today = SeoulDay(now);
  TimerPass pass;
  absl::Status status = gate_.Background(
      "timers", std::min(deadline, absl::Now() + kBatchTime),
      [&](server::UnitOfWork& work) -> absl::Status {
        pass = TimerPass();
        std::vector<StoredCase> due = repository::TakeDue(work.tx(), today, limit);
        if (due.empty()) {
          work.NothingChanged();
          return absl::OkStatus();
        }
        const Engine& engine = casework_.engine();
        std::vector<std::string> editions;
        for (const StoredCase& stored : due)
          editions.push_back(casework_.editions().Of(stored.file));
        std::vector<std::vector<Entry>> entries(due.size());
        const std::vector<Standing> standings =
            BringUpToDate(casework_, work.tx(), due, entries, today, now);
        std::vector<repository::NewEntry> added;
        std::vector<repository::CaseUpdate> updates;
        for (std::size_t i = 0; i < due.size(); ++i) {
          CaseFile& file = due[i].file;
          if (standings[i] == Standing::kLawGone) editions[i] = casework_.editions().LawGone();
          RingDue(engine, file, today, now, entries[i]);
          for (const Entry& entry : entries[i]) added.push_back({file.case_id, &entry});
          updates.push_back({&file, DaysOf(engine, file, today, editions[i])});
          pass.raised +=
              std::count_if(entries[i].begin(), entries[i].end(),
                            [](const Entry& entry) { return entry.kind == EntryKind::kTimer; });
          if (updates.back().days.blocked) ++pass.blocked;
        }
        pass.cases = static_cast<int64_t>(due.size());
        repository::AppendEntries(work.tx(), added);
        repository::UpdateCases(work.tx(), updates, now);
        for (std::size_t i = 0; i < due.size(); ++i) {
          for (server::AuditEntry& row : AuditOf(due[i].file.case_id, entries[i]))
            work.Audit(std::move(row));
          if (entries[i].empty()) continue;
          if (std::optional<server::OutboxEvent> news = DutyNews(casework_, due[i], now))
            work.Emit(*std::move(news));
        }
        // Cases that were only found to be blocked changed nothing that has to be accounted for.
        if (added.empty()) work.NothingChanged();
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  raised_.Increment(static_cast<double>(pass.raised));
  return pass;
}

absl::StatusOr<TimerPass> Timers::RunDue(int64_t max_cases, absl::Time deadline) {
  const absl::Time soon = std::min(deadline, absl::Now() + kBatchTime);
  if (absl::Status status = casework_.parameters().Reload(soon); !status.ok()) return status;
  if (absl::Status status = WakeWaiting(soon); !status.ok()) return status;
  absl::Mutex mutex;
  TimerPass all;
  absl::Status failed;
  int64_t left = max_cases == 0 ? std::numeric_limits<int64_t>::max() : max_cases;
  // Answers how many cases it has looked at; 0: there is nothing more to do.
  const auto one_batch = [&]() -> int64_t {
    int limit = 0;
    {
      absl::MutexLock lock(&mutex);
      if (!failed.ok()) return 0;
      limit = static_cast<int>(std::min<int64_t>(left, kBatch));
      left -= limit;
    }
    if (limit == 0 || Stopping()) return 0;
    const absl::StatusOr<TimerPass> batch = RunBatch(limit, deadline);
    absl::MutexLock lock(&mutex);
    if (!batch.ok()) {
      failed = batch.status();
      return 0;
    }
    all.cases += batch->cases;
    all.raised += batch->raised;
    all.blocked += batch->blocked;
    return batch->cases;
  };
  const auto the_rest = [&] {
    while (one_batch() > 0) {
    }
  };
  if (one_batch() == kBatch) {
    std::vector<std::thread> others;
    for (int i = 1; i < kWorkers; ++i) others.emplace_back(the_rest);
    the_rest();
    for (std::thread& other : others) other.join();
  } else {
    the_rest();
  }
  if (!failed.ok()) return failed;
  return all;
}

absl::Status Timers::WakeWaiting(absl::Time deadline) {
  const absl::CivilDay today = SeoulDay(clock_.Now());
  while (true) {
    const absl::StatusOr<int> woken =
        repository::WakeWaiting(pool_, today, kBatch, std::min(deadline, absl::Now() + kBatchTime));
    if (!woken.ok()) return woken.status();
    if (*woken == 0) return absl::OkStatus();
  }
}

void Timers::LookAtBacklog() {
  const absl::CivilDay today = SeoulDay(clock_.Now());
  const absl::StatusOr<repository::TimerBacklog> backlog =
      repository::LookAtBacklog(pool_, today, absl::Now() + absl::Seconds(5));
  if (!backlog.ok()) return;
  blocked_.Set(static_cast<double>(backlog->blocked));
  oldest_.Set(backlog->oldest_due ? static_cast<double>(today - *backlog->oldest_due) * 86400 : 0);
}

bool Timers::Stopping() {
  absl::MutexLock lock(&mutex_);
  return stop_;
}

void Timers::Loop() {
  absl::Time counted = absl::InfinitePast();
  // The first look is at once: it may have been down for long.
  while (!Stopping()) {
    if (absl::Now() - counted >= kCountEvery) {
      counted = absl::Now();
      LookAtBacklog();
    }
    // Batch by batch, so that Stop is not kept waiting by a long downtime's backlog.
    const absl::StatusOr<TimerPass> pass = RunDue(0, absl::InfiniteFuture());
    if (!pass.ok()) {
      log::Warning("case_timers_failed", {{"service", casework_.service()},
                                          {"code", absl::StatusCodeToString(pass.status().code())},
                                          {"reason", ErrorReason(pass.status())}});
    }
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&stop_), look_every_);
  }
}

}  // namespace sems::casework
