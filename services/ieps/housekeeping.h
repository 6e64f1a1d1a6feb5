#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/values/clock.h"

namespace sems::db {
class Pool;
}

namespace sems::ieps {

// Removes the bytes of files older than 24 hours and long-expired drafts, every few minutes. What
// has expired is refused by its time, whether or not it is gone yet; so several replicas may do
// this at once, and none need do it on time.
class Housekeeping {
 public:
  // Both outlive it.
  Housekeeping(db::Pool& pool, const Clock& clock) : pool_(pool), clock_(clock) {}
  ~Housekeeping() { Stop(); }

  void Start();
  void Stop();

 private:
  void RunOnce();
  void Loop();

  db::Pool& pool_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sems::ieps
