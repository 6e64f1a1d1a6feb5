#include "services/registration/newcomers.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/server/gate.h"
#include "services/registration/handlers/publish_site.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/site_keepers.h"

namespace sems::registration {
namespace {

constexpr int kBatch = 200;
constexpr absl::Duration kBatchTime = absl::Seconds(30);
constexpr absl::Duration kNoteTime = absl::Seconds(5);
constexpr absl::Duration kRetry = absl::Seconds(1);

}  // namespace

Newcomers::Newcomers(const server::ModuleDeps& deps)
    : gate_(*deps.gate), pool_(*deps.pool), clock_(*deps.clock), keepers_(deps.site_keepers) {}

Newcomers::~Newcomers() { Stop(); }

void Newcomers::Start() {
  noted_ = Note().ok();  // a database that is away is waited for in the background
  thread_ = std::thread([this] { Loop(); });
}

void Newcomers::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

absl::Status Newcomers::Note() {
  return repository::NoteKeepers(pool_, keepers_, absl::Now() + kNoteTime);
}

absl::StatusOr<bool> Newcomers::TellSome() {
  bool told = false;
  absl::Status status = gate_.Background(
      "newcomers", absl::Now() + kBatchTime, [&](server::UnitOfWork& work) -> absl::Status {
        told = false;
        std::optional<repository::KeeperToTell> keeper =
            repository::LockKeeperToTell(work.tx(), keepers_);
        if (!keeper) {
          work.NothingChanged();
          return absl::OkStatus();
        }
        const std::vector<Site> sites =
            repository::SitesAfter(work.tx(), keeper->told_up_to, kBatch);
        std::vector<std::string> ids;
        for (const Site& site : sites) ids.push_back(site.id);
        std::map<std::string, std::vector<std::string>> operators =
            repository::OperatorsOf(work.tx(), ids);
        for (const Site& site : sites) {
          server::OutboxEvent event = handlers::SiteEventOf(site, operators[site.id], clock_.Now());
          event.targets = {keeper->service};
          event.deferred = true;
          work.Emit(std::move(event));
        }
        if (!ids.empty()) keeper->told_up_to = ids.back();
        repository::SetTold(work.tx(), *keeper, sites.size() < static_cast<size_t>(kBatch));
        told = true;
        work.Audit({.action = "SITES_TOLD",
                    .subject = "service " + keeper->service,
                    .detail = absl::StrCat("{\"sites\":", sites.size(), "}")});
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return told;
}

void Newcomers::Loop() {
  while (true) {
    absl::Status status = noted_ ? absl::OkStatus() : Note();
    noted_ = status.ok();
    bool more = noted_;
    while (more) {
      const absl::StatusOr<bool> told = TellSome();
      status = told.status();
      more = told.ok() && *told;
      absl::MutexLock lock(&mutex_);
      if (stop_) return;
    }
    if (status.ok()) return;
    log::Warning("newcomers_not_told", {{"code", absl::StatusCodeToString(status.code())},
                                        {"reason", ErrorReason(status)}});
    absl::MutexLock lock(&mutex_);
    if (mutex_.AwaitWithTimeout(absl::Condition(&stop_), kRetry)) return;
  }
}

}  // namespace sems::registration
