#include "common/casework/service/timers.h"

#include <algorithm>

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

constexpr int kBatch = 500;
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
  if (absl::Status status = casework_.parameters().Reload(deadline); !status.ok()) return status;
  if (absl::Status status = WakeWaiting(deadline); !status.ok()) return status;
  TimerPass all;
  while (max_cases == 0 || all.cases < max_cases) {
    const int64_t left = max_cases == 0 ? kBatch : max_cases - all.cases;
    absl::StatusOr<TimerPass> batch =
        RunBatch(static_cast<int>(std::min<int64_t>(left, kBatch)), deadline);
    if (!batch.ok()) return batch.status();
    if (batch->cases == 0) break;
    all.cases += batch->cases;
    all.raised += batch->raised;
    all.blocked += batch->blocked;
  }
  return all;
}

absl::Status Timers::WakeWaiting(absl::Time deadline) {
  const absl::CivilDay today = SeoulDay(clock_.Now());
  while (true) {
    const absl::StatusOr<int> woken = repository::WakeWaiting(pool_, today, kBatch, deadline);
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

void Timers::Loop() {
  absl::Time counted = absl::InfinitePast();
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(&stop_), look_every_);
      if (stop_) return;
    }
    absl::Status status = casework_.parameters().Reload(absl::Now() + kBatchTime);
    if (status.ok()) status = WakeWaiting(absl::Now() + kBatchTime);
    // Batch by batch, so that Stop is not kept waiting by a long downtime's backlog.
    bool more = status.ok();
    while (more) {
      absl::StatusOr<TimerPass> batch = RunBatch(kBatch, absl::Now() + kBatchTime);
      status = batch.status();
      absl::MutexLock lock(&mutex_);
      if (stop_) return;
      more = batch.ok() && batch->cases > 0;
    }
    if (!status.ok()) {
      log::Warning("case_timers_failed", {{"service", casework_.service()},
                                          {"code", absl::StatusCodeToString(status.code())},
                                          {"reason", ErrorReason(status)}});
    }
    if (absl::Now() - counted >= kCountEvery) {
      counted = absl::Now();
      LookAtBacklog();
    }
  }
}

}  // namespace sems::casework
