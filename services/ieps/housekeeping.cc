#include "services/ieps/housekeeping.h"

#include <chrono>
#include <string>

#include "common/log/log.h"
#include "services/ieps/repository/expiry.h"

namespace sems::ieps {
namespace {

constexpr std::chrono::minutes kInterval(5);

}  // namespace

void Housekeeping::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Housekeeping::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Housekeeping::RunOnce() {
  if (const absl::Status status = RemoveExpired(pool_, clock_.Now()); !status.ok()) {
    log::Warning("ieps_housekeeping_failed", {{"error", std::string(status.message())}});
  }
}

void Housekeeping::Loop() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kInterval, [this] { return stopping_; })) {
    lock.unlock();
    RunOnce();
    lock.lock();
  }
}

}  // namespace sems::ieps
