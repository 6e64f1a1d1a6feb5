#include "common/casework/service/recompute.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/casework/service/days.h"
#include "common/casework/service/duty_news.h"
#include "common/casework/service/records.h"
#include "common/casework/service/repository/cases.h"
#include "common/casework/service/repository/recompute.h"
#include "common/casework/service/up_to_date.h"
#include "common/config/config.h"
#include "common/log/log.h"
#include "common/server/gate.h"
#include "common/values/clock.h"
#include "prometheus/registry.h"

namespace sems::casework {
namespace {

constexpr int kBatch = 200;
constexpr absl::Duration kBatchTime = absl::Seconds(30);

void LogLawGone(const std::string& service, const std::vector<CaseFile>& gone) {
  for (const CaseFile& file : gone) {
    log::Warning("case_law_gone", {{"service", service},
                                   {"case_id", file.case_id},
                                   {"procedure", file.procedure},
                                   {"machine", file.machine},
                                   {"state", file.state}});
  }
}

}  // namespace

Recomputer::Recomputer(Casework& casework, const server::ModuleDeps& deps)
    : casework_(casework),
      gate_(*deps.gate),
      pool_(*deps.pool),
      clock_(*deps.clock),
      look_every_(
          absl::Seconds(deps.config->GetInt(absl::StrCat(casework.service(), ".timer_seconds")))),
      recomputed_(prometheus::BuildCounter()
                      .Name("sems_cases_recomputed_total")
                      .Help("Cases whose clocks another law, holiday or number has changed")
                      .Register(*deps.metrics)
                      .Add({{"service", casework.service()}})),
      law_gone_(prometheus::BuildGauge()
                    .Name("sems_cases_law_gone")
                    .Help("Open cases of a procedure, machine or state that the law data no longer "
                          "has, at most 10000: they stay as they are")
                    .Register(*deps.metrics)
                    .Add({{"service", casework.service()}})),
      superseded_(prometheus::BuildGauge()
                      .Name("sems_law_superseded")
                      .Help("1: a process with other law data, holidays or rules has started after "
                            "this one")
                      .Register(*deps.metrics)
                      .Add({{"service", casework.service()}})) {}

Recomputer::~Recomputer() { Stop(); }

void Recomputer::Start() {
  if (look_every_ == absl::ZeroDuration()) return;
  thread_ = std::thread([this] { Loop(); });
}

void Recomputer::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

bool Recomputer::Stopped() {
  absl::MutexLock lock(&mutex_);
  return stop_;
}

absl::Status Recomputer::LookWhatIsInForce(std::vector<std::string>& stale, absl::Time deadline) {
  if (absl::Status status = casework_.parameters().Reload(deadline); !status.ok()) return status;
  const Editions& editions = casework_.editions();
  {
    absl::MutexLock lock(&mutex_);
    if (!declared_) {
      if (absl::Status status = repository::PutInForce(pool_, editions.common(), deadline);
          !status.ok())
        return status;
      declared_ = true;
    }
  }
  absl::StatusOr<repository::EditionsInUse> used = repository::ListEditions(pool_, deadline);
  if (!used.ok()) return used.status();
  const bool in_force = used->in_force == editions.common();
  if (in_force != casework_.in_force()) {
    log::Info(in_force ? "case_law_in_force" : "case_law_superseded",
              {{"service", casework_.service()},
               {"mine", editions.common()},
               {"in_force", used->in_force}});
  }
  casework_.set_in_force(in_force);
  superseded_.Set(in_force ? 0 : 1);
  if (!in_force) return absl::OkStatus();
  bool any_gone = false;
  for (std::string& edition : used->of_cases) {
    any_gone |= edition == editions.LawGone();
    if (editions.IsStale(edition)) stale.push_back(std::move(edition));
  }
  const absl::StatusOr<int64_t> gone =
      any_gone ? repository::CountComputedUnder(pool_, editions.LawGone(), deadline) : 0;
  if (gone.ok()) law_gone_.Set(static_cast<double>(*gone));
  return gone.status();
}

absl::StatusOr<RecomputePass> Recomputer::RunBatch(const std::string& edition,
                                                   absl::Time deadline) {
  const absl::Time now = clock_.Now();
  const absl::CivilDay today = SeoulDay(now);
  RecomputePass pass;
  std::vector<CaseFile> gone;
  absl::Status status = gate_.Background(
      "recompute", std::min(deadline, absl::Now() + kBatchTime),
      [&](server::UnitOfWork& work) -> absl::Status {
        pass = RecomputePass();
        gone.clear();
        std::vector<StoredCase> cases = repository::TakeComputedUnder(work.tx(), edition, kBatch);
        std::vector<std::string> editions;
        for (const StoredCase& stored : cases)
          editions.push_back(casework_.editions().Of(stored.file));
        std::vector<std::vector<Entry>> entries(cases.size());
        const std::vector<Standing> standings =
            BringUpToDate(casework_, work.tx(), cases, entries, today, now);
        std::vector<repository::NewEntry> added;
        std::vector<repository::CaseUpdate> updates;
        std::vector<repository::DaysUpdate> days;
        std::vector<std::string> left;
        for (std::size_t i = 0; i < cases.size(); ++i) {
          const CaseFile& file = cases[i].file;
          const auto days_of = [&] { return DaysOf(casework_.engine(), file, today, editions[i]); };
          switch (standings[i]) {
            case Standing::kCurrent:
              break;
            case Standing::kUnchanged:
              days.push_back({file.case_id, days_of()});
              break;
            case Standing::kLawGone:
              left.push_back(file.case_id);
              gone.push_back(file);
              break;
            case Standing::kRecomputed:
              for (const Entry& entry : entries[i]) added.push_back({file.case_id, &entry});
              updates.push_back({&file, days_of()});
              break;
          }
        }
        pass.cases = static_cast<int64_t>(days.size() + left.size() + updates.size());
        pass.recomputed = static_cast<int64_t>(updates.size());
        pass.law_gone = static_cast<int64_t>(left.size());
        repository::AppendEntries(work.tx(), added);
        repository::UpdateCases(work.tx(), updates, now);
        repository::UpdateDays(work.tx(), days);
        repository::MarkComputedUnder(work.tx(), left, casework_.editions().LawGone());
        for (std::size_t i = 0; i < cases.size(); ++i) {
          if (standings[i] != Standing::kRecomputed) continue;
          for (server::AuditEntry& row : AuditOf(cases[i].file.case_id, entries[i]))
            work.Audit(std::move(row));
          if (std::optional<server::OutboxEvent> news = DutyNews(casework_, cases[i], now))
            work.Emit(*std::move(news));
        }
        if (updates.empty()) work.NothingChanged();
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  LogLawGone(casework_.service(), gone);
  recomputed_.Increment(static_cast<double>(pass.recomputed));
  return pass;
}

absl::StatusOr<RecomputePass> Recomputer::Run(absl::Time deadline) {
  std::vector<std::string> stale;
  if (absl::Status status = LookWhatIsInForce(stale, deadline); !status.ok()) return status;
  RecomputePass all;
  for (const std::string& edition : stale) {
    while (true) {
      absl::StatusOr<RecomputePass> batch = RunBatch(edition, deadline);
      if (!batch.ok()) return batch.status();
      all.cases += batch->cases;
      all.recomputed += batch->recomputed;
      all.law_gone += batch->law_gone;
      // Those that somebody holds at this moment are brought up to date by whoever holds them.
      if (batch->cases == 0 || Stopped()) break;
    }
  }
  if (all.law_gone > 0) {
    const absl::StatusOr<int64_t> gone =
        repository::CountComputedUnder(pool_, casework_.editions().LawGone(), deadline);
    if (gone.ok()) law_gone_.Set(static_cast<double>(*gone));
  }
  if (all.cases > 0) {
    log::Info("cases_recomputed", {{"service", casework_.service()},
                                   {"cases", absl::StrCat(all.cases)},
                                   {"changed", absl::StrCat(all.recomputed)},
                                   {"law_gone", absl::StrCat(all.law_gone)}});
  }
  return all;
}

void Recomputer::Loop() {
  while (true) {
    const absl::StatusOr<RecomputePass> pass = Run(absl::InfiniteFuture());
    if (!pass.ok()) {
      log::Warning("case_recompute_failed",
                   {{"service", casework_.service()},
                    {"code", absl::StatusCodeToString(pass.status().code())},
                    {"reason", ErrorReason(pass.status())}});
    }
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&stop_), look_every_);
    if (stop_) return;
  }
}

}  // namespace sems::casework
